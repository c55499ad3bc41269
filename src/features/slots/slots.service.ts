import { isDuplicateKey } from '../../errors/index.js';
import { type CivilDate, clockTimeAt, datesBetween, instantAt, type WorkCalendar } from '../calendar/index.js';
import type { Hall } from '../halls/index.js';
import { isInForce } from './claims.js';
import { planChanges, type PlanChanges, type Stranded } from './plan-changes.js';
import { closingOf, type PlannedSlot, planSlots, releaseOf } from './plan-slots.js';
import { type SlotName, slotIdOf } from './slot-id.js';
import type { SlotModel, SlotRecord } from './slot.model.js';

const BATCH = 1000;

export interface PlanningResult {
  created: number;
  changed: number;
  closed: number;
  /** Places claimed for good that the new plan has no room for: staff move these appointments. */
  stranded: Stranded[];
}

export interface Planning {
  hall: Hall;
  from: CivilDate;
  to: CivilDate;
  calendar: WorkCalendar;
  now: Date;
}

export interface CapacityChange {
  hall: Hall;
  name: SlotName;
  capacity: number;
  /** Length of a slot that does not exist yet. */
  slotMinutes: number;
  commit: boolean;
  now: Date;
}

export type CapacityOutcome =
  { outcome: 'changed' | 'created' | 'unchanged' } | { outcome: 'refused'; holders: string[] };

/** Makes the stored slots agree with the halls' hours, without ever touching a claim. */
export class Slots {
  constructor(private readonly slots: SlotModel) {}

  async plan(planning: Planning): Promise<PlanningResult> {
    const { create, change, close, reopen, stranded } = await this.preview(planning);
    const created = await this.insertMissing(create);
    for (const step of change) await this.adjust(step, planning.now);
    await this.setClosed(close, true);
    await this.setClosed(reopen, false);
    return { created, changed: change.length + reopen.length, closed: close.length, stranded };
  }

  /** What planning would do now; changes nothing. */
  async preview({ hall, from, to, calendar, now }: Planning): Promise<PlanChanges> {
    const planned = datesBetween(from, to).flatMap((date) => planSlots(hall, date, calendar));
    const stored = await this.slots.find({ hall: hall.id, date: { $gte: from, $lte: to } }).lean();
    return planChanges({ hall, planned, stored, now });
  }

  /** Sets a slot's places by hand; refused, naming the holders, when fewer than are claimed: a running hold counts too. */
  async setCapacity({ hall, name, capacity, slotMinutes, commit, now }: CapacityChange): Promise<CapacityOutcome> {
    const slot = await this.slots.findById(slotIdOf(name)).lean();
    const holders = holdersOf(slot, now);
    if (capacity < holders.length) return { outcome: 'refused', holders };
    if (slot?.capacity === capacity && slot.isPinned && !slot.isClosed) return { outcome: 'unchanged' };
    if (!commit) return { outcome: slot ? 'changed' : 'created' };
    if (!slot) {
      const created = await this.insertMissing([{ ...slotByHand(hall, name, slotMinutes), capacity }], {
        isPinned: true,
      });
      if (created === 1) return { outcome: 'created' };
    }
    const { matchedCount } = await this.slots.updateOne(
      { _id: slotIdOf(name), ...hasAtMost(capacity, now) },
      { $set: { capacity, isPinned: true, isClosed: false }, $unset: { isShort: 1 } },
    );
    if (matchedCount === 1) return { outcome: 'changed' };
    return { outcome: 'refused', holders: holdersOf(await this.slots.findById(slotIdOf(name)).lean(), now) };
  }

  /** The slots of a hall's day, with their claims. */
  async ofDay(hall: string, date: CivilDate): Promise<SlotRecord[]> {
    return this.slots.find({ hall, date }).sort({ start: 1 }).lean();
  }

  private async adjust({ plan }: PlanChanges['change'][number], now: Date): Promise<void> {
    const { _id, capacity, ...members } = plan;
    const promised = { $size: inForce(now) };
    await this.slots.collection.updateOne({ _id: _id as never }, [
      {
        $set: {
          ...members,
          isClosed: false,
          capacity: { $max: [capacity, promised] },
          isShort: { $gt: [promised, capacity] },
        },
      },
    ]);
  }

  private async setClosed(slots: readonly SlotRecord[], isClosed: boolean): Promise<void> {
    if (slots.length === 0) return;
    await this.slots.updateMany({ _id: { $in: slots.map(({ _id }) => _id) } }, { $set: { isClosed } });
  }

  private async insertMissing(slots: PlannedSlot[], { isPinned } = { isPinned: false }): Promise<number> {
    let created = 0;
    for (let at = 0; at < slots.length; at += BATCH) {
      const documents = slots.slice(at, at + BATCH).map((slot) => ({ ...slot, isClosed: false, isPinned, claims: [] }));
      created += await this.insertTolerantly(documents);
    }
    return created;
  }

  /** Two planners at once: what the other one inserted first is as good as ours. */
  private async insertTolerantly(documents: SlotRecord[]): Promise<number> {
    try {
      const { insertedCount } = await this.slots.collection.insertMany(documents as never, { ordered: false });
      return insertedCount;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (error as { insertedCount?: number }).insertedCount ?? 0;
    }
  }
}

function slotByHand(hall: Hall, name: SlotName, minutes: number): Omit<PlannedSlot, 'capacity'> {
  const startsAt = instantAt(name.date, name.start, hall.timeZone);
  const endsAt = new Date(startsAt.getTime() + minutes * 60_000);
  return {
    _id: slotIdOf(name),
    ...name,
    startsAt,
    endsAt,
    end: clockTimeAt(endsAt, hall.timeZone),
    releaseAt: releaseOf(hall, name.date),
    closesAt: closingOf(hall, name.date, startsAt),
  };
}

function holdersOf(slot: Pick<SlotRecord, 'claims'> | null, now: Date): string[] {
  return (slot?.claims ?? []).filter((claim) => isInForce(claim, now)).map(({ holder }) => holder);
}

/** A running hold is a promise of a place as much as an appointment is. */
function hasAtMost(capacity: number, now: Date): object {
  return { $expr: { $lte: [{ $size: inForce(now) }, capacity] } };
}

function inForce(now: Date): object {
  const isRunning = { $or: [{ $eq: ['$$claim.until', null] }, { $gt: ['$$claim.until', now] }] };
  return { $filter: { input: '$claims', as: 'claim', cond: isRunning } };
}
