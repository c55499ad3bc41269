import { isDuplicateKey } from '../../errors/index.js';
import { type CivilDate, clockTimeAt, datesBetween, instantAt, type WorkCalendar } from '../calendar/index.js';
import type { Hall } from '../halls/index.js';
import { isInForce } from './claims.js';
import { closingOf, type PlannedSlot, planSlots, releaseOf } from './plan-slots.js';
import { type SlotName, slotIdOf } from './slot-id.js';
import type { SlotModel, SlotRecord } from './slot.model.js';

const BATCH = 1000;

export interface PlanningResult {
  created: number;
  changed: number;
  closed: number;
  /** Places claimed for good that the new plan has no room for: staff move these appointments. */
  stranded: { slotId: string; holders: string[] }[];
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

  async plan({
    hall,
    from,
    to,
    calendar,
    now,
  }: {
    hall: Hall;
    from: CivilDate;
    to: CivilDate;
    calendar: WorkCalendar;
    now: Date;
  }): Promise<PlanningResult> {
    const planned = new Map(
      datesBetween(from, to)
        .flatMap((date) => planSlots(hall, date, calendar))
        .map((slot) => [slot._id, slot]),
    );
    const stored = await this.slots.find({ hall: hall.id, date: { $gte: from, $lte: to } }).lean();
    const known = new Map(stored.map((slot) => [slot._id, slot]));

    const created = await this.insertMissing([...planned.values()].filter(({ _id }) => !known.has(_id)));
    const result: PlanningResult = { created, changed: 0, closed: 0, stranded: [] };
    for (const slot of stored) {
      if (!slot.isPinned) await this.adjust({ slot, plan: planned.get(slot._id), now }, result);
    }
    return result;
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
      { $set: { capacity, isPinned: true, isClosed: false } },
    );
    if (matchedCount === 1) return { outcome: 'changed' };
    return { outcome: 'refused', holders: holdersOf(await this.slots.findById(slotIdOf(name)).lean(), now) };
  }

  /** The slots of a hall's day, with their claims. */
  async ofDay(hall: string, date: CivilDate): Promise<SlotRecord[]> {
    return this.slots.find({ hall, date }).sort({ start: 1 }).lean();
  }

  /** Closes every slot of the days, those set by hand too; nobody claims or confirms a place in them any more. */
  async closeDays({ hall, from, to }: { hall: string; from: CivilDate; to: CivilDate }): Promise<number> {
    const { modifiedCount } = await this.slots.updateMany(
      { hall, date: { $gte: from, $lte: to }, isClosed: false },
      { $set: { isClosed: true } },
    );
    return modifiedCount;
  }

  private async adjust(
    { slot, plan, now }: { slot: SlotRecord; plan: PlannedSlot | undefined; now: Date },
    result: PlanningResult,
  ): Promise<void> {
    if (!plan) {
      if (!slot.isClosed) await this.slots.updateOne({ _id: slot._id }, { $set: { isClosed: true } });
      result.closed += slot.isClosed ? 0 : 1;
      this.strand(slot, 0, result);
      return;
    }
    if (!slot.isClosed && isAsPlanned(slot, plan)) return;
    const { _id, ...members } = plan;
    const { matchedCount } = await this.slots.updateOne(
      { _id, ...hasAtMost(plan.capacity, now) },
      { $set: { ...members, isClosed: false } },
    );
    if (matchedCount === 1) result.changed += 1;
    else this.strand(slot, plan.capacity, result);
  }

  private strand(slot: SlotRecord, capacity: number, result: PlanningResult): void {
    const holders = permanentHolders(slot).slice(capacity);
    if (holders.length > 0) result.stranded.push({ slotId: slot._id, holders });
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

function permanentHolders(slot: Pick<SlotRecord, 'claims'> | null): string[] {
  return (slot?.claims ?? []).filter(({ until }) => until === null).map(({ holder }) => holder);
}

function holdersOf(slot: Pick<SlotRecord, 'claims'> | null, now: Date): string[] {
  return (slot?.claims ?? []).filter((claim) => isInForce(claim, now)).map(({ holder }) => holder);
}

/** A running hold is a promise of a place as much as an appointment is. */
function hasAtMost(capacity: number, now: Date): object {
  const inForce = { $or: [{ $eq: ['$$claim.until', null] }, { $gt: ['$$claim.until', now] }] };
  return { $expr: { $lte: [{ $size: { $filter: { input: '$claims', as: 'claim', cond: inForce } } }, capacity] } };
}

function isAsPlanned(slot: SlotRecord, plan: PlannedSlot): boolean {
  return (
    slot.capacity === plan.capacity &&
    slot.end === plan.end &&
    slot.releaseAt.getTime() === plan.releaseAt.getTime() &&
    slot.closesAt.getTime() === plan.closesAt.getTime()
  );
}
