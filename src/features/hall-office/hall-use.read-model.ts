import type { Expression } from 'mongoose';
import type { AppointmentModel } from '../appointments/index.js';
import {
  addDays,
  addMonths,
  type CivilDate,
  type CivilMonth,
  type ClockTime,
  datesBetween,
} from '../calendar/index.js';
import type { Business } from '../halls/index.js';
import type { SlotModel } from '../slots/index.js';

const WALK_IN_LANES = ['walk-in', 'green'];
const ARRIVED = ['checked-in', 'completed', 'not-completed'];

/** How one time of a day was used; walk-ins are counted beside those who booked. */
export interface Use {
  capacity: number;
  booked: number;
  walkIns: number;
  arrived: number;
  noShows: number;
}

export interface UsedDay {
  date: CivilDate;
  total: Use;
  /** By the start of the slot. */
  slots: Map<ClockTime, Use>;
}

export interface UseQuestion {
  hall: string;
  from: CivilDate;
  to: CivilDate;
  business?: Business | undefined;
}

type Counted = Partial<Use> & { _id: { date: CivilDate; start: ClockTime } };

/** How a hall is used, day by day and slot by slot: counts only, nobody's name. */
export class HallUse {
  constructor(private readonly models: { appointments: AppointmentModel; slots: SlotModel }) {}

  async ofMonth({
    month,
    ...question
  }: Pick<UseQuestion, 'hall' | 'business'> & { month: CivilMonth }): Promise<UsedDay[]> {
    return this.of({ ...question, from: `${month}-01`, to: addDays(`${addMonths(month, 1)}-01`, -1) });
  }

  async of(question: UseQuestion): Promise<UsedDay[]> {
    const { from, to } = question;
    const [places, couples] = await Promise.all([this.places(question), this.couples(question)]);
    const days = new Map(datesBetween(from, to).map((date) => [date, { date, total: none(), slots: new Map() }]));
    for (const { _id, ...counted } of [...places, ...couples]) {
      const day: UsedDay | undefined = days.get(_id.date);
      if (!day) continue;
      const slot = day.slots.get(_id.start) ?? none();
      day.slots.set(_id.start, slot);
      add(slot, counted);
      add(day.total, counted);
    }
    return [...days.values()];
  }

  private places(question: UseQuestion): Promise<Counted[]> {
    return this.models.slots.aggregate<Counted>([
      { $match: { ...filterOf(question), isClosed: false } },
      { $group: { _id: { date: '$date', start: '$start' }, capacity: { $sum: '$capacity' } } },
    ]);
  }

  /** Every member it reads is in the index `use`. */
  private couples(question: UseQuestion): Promise<Counted[]> {
    return this.models.appointments.aggregate<Counted>([
      { $match: { ...filterOf(question), state: { $ne: 'cancelled' } } },
      {
        $group: {
          _id: { date: '$date', start: '$start' },
          booked: countIf({ $not: [{ $in: ['$lane', WALK_IN_LANES] }] }),
          walkIns: countIf({ $in: ['$lane', WALK_IN_LANES] }),
          arrived: countIf({ $in: ['$state', ARRIVED] }),
          noShows: countIf({ $eq: ['$state', 'no-show'] }),
        },
      },
    ]);
  }
}

/** What part of the places is taken, in steps from 0 (nobody) to 5 (full); undefined where there are none. */
export function levelOf({ capacity, booked, walkIns }: Use): number | undefined {
  const taken = booked + walkIns;
  if (capacity === 0) return taken === 0 ? undefined : 5;
  if (taken === 0) return 0;
  return Math.min(5, Math.max(1, Math.floor((taken / capacity) * 5)));
}

/** What the month's use asks of the store. */
export const hallUseIndexes = [
  { name: 'use', key: { hall: 1, date: 1, business: 1, start: 1, state: 1, lane: 1 } },
] as const;

function filterOf({ hall, from, to, business }: UseQuestion): object {
  return { hall, date: { $gte: from, $lte: to }, ...(business && { business }) };
}

function countIf(condition: Expression.Not | Expression.In | Expression.Eq): { $sum: Expression.Cond } {
  // The typings know `$in` as no condition, which it is.
  return { $sum: { $cond: [condition as Expression.Eq, 1, 0] } };
}

function none(): Use {
  return { capacity: 0, booked: 0, walkIns: 0, arrived: 0, noShows: 0 };
}

function add(sum: Use, more: Partial<Use>): void {
  for (const name of Object.keys(sum) as (keyof Use)[]) sum[name] += more[name] ?? 0;
}
