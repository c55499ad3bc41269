import {
  addDays,
  type CivilDate,
  type ClockTime,
  civilDateAt,
  datesBetween,
  type WorkCalendar,
} from '../calendar/index.js';
import { type Business, type Hall, type Lane, openingOn, policyOn, PUBLIC_LANES } from '../halls/index.js';
import { freePlaces } from './claims.js';
import { planSlots, releaseOf } from './plan-slots.js';
import type { SlotModel, SlotRecord } from './slot.model.js';

export type SlotState = 'available' | 'few' | 'full' | 'closed' | 'not-yet-released';

export interface AvailableSlot {
  start: ClockTime;
  end: ClockTime;
  startsAt: Date;
  endsAt: Date;
  lane: Lane;
  state: SlotState;
  free?: number;
  releaseAt?: Date;
}

export interface AvailableDay {
  date: CivilDate;
  state: SlotState;
  /** Free places of the online lane over the whole day. */
  free: number;
  releaseAt?: Date;
  slots: AvailableSlot[];
}

/** What the public can book: real remaining places, computed at the moment of asking. */
export class Availability {
  constructor(private readonly slots: SlotModel) {}

  async of({
    hall,
    business,
    from,
    to,
    now,
    calendar,
  }: {
    hall: Hall;
    business: Business;
    from: CivilDate;
    to: CivilDate;
    now: Date;
    calendar: WorkCalendar;
  }): Promise<AvailableDay[]> {
    const stored = await this.slots
      .find({ hall: hall.id, business, date: { $gte: from, $lte: to }, lane: { $in: PUBLIC_LANES } })
      .sort({ date: 1, start: 1, lane: -1 })
      .lean();
    const byDate = new Map<CivilDate, SlotRecord[]>();
    for (const slot of stored) byDate.set(slot.date, [...(byDate.get(slot.date) ?? []), slot]);
    return datesBetween(from, to).map((date) =>
      dayOf({ hall, business, date, now, calendar, stored: byDate.get(date) ?? [] }),
    );
  }

  /** The nearest free slots to a day, for somebody whose choice has just gone. */
  async nearestFree(request: {
    hall: Hall;
    business: Business;
    lane: Lane;
    date: CivilDate;
    now: Date;
    calendar: WorkCalendar;
    limit: number;
  }): Promise<(AvailableSlot & { date: CivilDate })[]> {
    const { hall, date, now, lane, limit } = request;
    const today = civilDateAt(now, hall.timeZone);
    const from = addDays(date, -7) < today ? today : addDays(date, -7);
    const days = await this.of({ ...request, from, to: addDays(date, 14) });
    const distance = (day: CivilDate) => Math.abs(Date.parse(day) - Date.parse(date));
    return days
      .flatMap((day) => day.slots.map((slot) => ({ ...slot, date: day.date })))
      .filter((slot) => slot.lane === lane && (slot.free ?? 0) > 0)
      .sort((a, b) => distance(a.date) - distance(b.date) || a.startsAt.getTime() - b.startsAt.getTime())
      .slice(0, limit);
  }
}

function dayOf(context: {
  hall: Hall;
  business: Business;
  date: CivilDate;
  now: Date;
  calendar: WorkCalendar;
  stored: SlotRecord[];
}): AvailableDay {
  const { hall, date, now, stored, calendar } = context;
  const few = policyOn(hall, date).fewPlaces;
  const records = stored.length > 0 ? stored : planOf(context);
  const slots = records.map((slot) => slotOf(slot, now, few));
  const free = slots.filter(({ lane }) => lane === 'online').reduce((sum, slot) => sum + (slot.free ?? 0), 0);
  const isOpenDay = openingOn(hall, date, calendar).length > 0 || stored.some(({ isClosed }) => !isClosed);
  const state = isOpenDay ? stateOf(slots) : 'closed';
  return { date, state, free, ...(state === 'not-yet-released' && { releaseAt: releaseOf(hall, date) }), slots };
}

/** A day that has not been stored yet has its times all the same; claiming one stores it. */
function planOf({ hall, business, date, calendar }: Parameters<typeof dayOf>[0]): SlotRecord[] {
  return planSlots(hall, date, calendar)
    .filter((slot) => slot.business === business && PUBLIC_LANES.includes(slot.lane))
    .map((slot) => ({ ...slot, isClosed: false, isPinned: false, claims: [] }));
}

function slotOf(slot: SlotRecord, now: Date, few: number): AvailableSlot {
  const { start, end, startsAt, endsAt, lane, releaseAt } = slot;
  const base = { start, end, startsAt, endsAt, lane };
  if (slot.isClosed || slot.capacity === 0 || now >= slot.closesAt) return { ...base, state: 'closed' };
  if (now < releaseAt) return { ...base, state: 'not-yet-released', releaseAt };
  const free = freePlaces(slot, now);
  if (free === 0) return { ...base, state: 'full', free };
  return { ...base, state: free <= few && free < slot.capacity ? 'few' : 'available', free };
}

const BEST_FIRST: SlotState[] = ['available', 'few', 'not-yet-released', 'full', 'closed'];

/** A day is as good as its best time; with no times it is closed, never available. */
export function stateOf(slots: readonly AvailableSlot[]): SlotState {
  return BEST_FIRST.find((state) => slots.some((slot) => slot.state === state)) ?? 'closed';
}
