import { closedHoursOn, type Hall, overlaps } from '../halls/index.js';
import { freePlaces, isInForce } from './claims.js';
import type { PlannedSlot } from './plan-slots.js';
import type { SlotRecord } from './slot.model.js';

/** Places claimed for good that a plan has no room for: these couples have to move. */
export interface Stranded {
  slotId: string;
  holders: string[];
  /** Closed altogether, or only fewer places than couples. */
  because: 'closed' | 'short';
}

/** What has to happen to the stored slots so that they agree with a plan. */
export interface PlanChanges {
  create: PlannedSlot[];
  /** Slots of the plan whose times, places or state are different. */
  change: { slot: SlotRecord; plan: PlannedSlot }[];
  close: SlotRecord[];
  /** Slots with places set by hand that a closure had shut. */
  reopen: SlotRecord[];
  /** What the plan offers, with the places still free in it. */
  places: { slot: PlannedSlot; free: number }[];
  stranded: Stranded[];
}

/** Compares slots with a plan. Pure: the preview a manager sees and the planning that follows are one rule. */
export function planChanges({
  hall,
  planned,
  stored,
  now,
}: {
  hall: Pick<Hall, 'closures'>;
  planned: readonly PlannedSlot[];
  stored: readonly SlotRecord[];
  now: Date;
}): PlanChanges {
  const plans = new Map(planned.map((slot) => [slot._id, slot]));
  const known = new Set(stored.map(({ _id }) => _id));
  const create = planned.filter(({ _id }) => !known.has(_id));
  const places = create.map((slot) => ({ slot, free: slot.capacity }));
  const changes: PlanChanges = { create, change: [], close: [], reopen: [], places, stranded: [] };
  for (const slot of stored) {
    const plan = slot.isPinned ? pinnedPlan(hall, slot) : plans.get(slot._id);
    if (!plan) {
      if (!slot.isClosed) changes.close.push(slot);
      strand(slot, 0, changes);
      continue;
    }
    places.push({ slot: plan, free: freePlaces({ claims: slot.claims, capacity: plan.capacity }, now) });
    if (slot.isPinned) changes.reopen.push(...(slot.isClosed ? [slot] : []));
    else if (slot.isClosed || !isAsPlanned(slot, plan, now)) changes.change.push({ slot, plan });
    strand(slot, plan.capacity, changes);
  }
  return changes;
}

/** Nobody loses a place by planning: a slot never has fewer than are promised in it, and takes nobody new meanwhile. */
export function capacityFor(slot: Pick<SlotRecord, 'claims'>, capacity: number, now: Date): number {
  return Math.max(capacity, slot.claims.filter((claim) => isInForce(claim, now)).length);
}

/** A slot set by hand is its own plan, unless the hall is closed then. */
function pinnedPlan(hall: Pick<Hall, 'closures'>, slot: SlotRecord): PlannedSlot | undefined {
  const span = { from: slot.start, to: slot.end };
  return closedHoursOn(hall, slot.date).some((closed) => overlaps(closed, span)) ? undefined : slot;
}

function strand(slot: SlotRecord, capacity: number, { stranded }: PlanChanges): void {
  const holders = permanentHolders(slot).slice(capacity);
  if (holders.length > 0) stranded.push({ slotId: slot._id, holders, because: capacity === 0 ? 'closed' : 'short' });
}

function permanentHolders({ claims }: Pick<SlotRecord, 'claims'>): string[] {
  return claims.filter(({ until }) => until === null).map(({ holder }) => holder);
}

function isAsPlanned(slot: SlotRecord, plan: PlannedSlot, now: Date): boolean {
  const capacity = capacityFor(slot, plan.capacity, now);
  return (
    slot.capacity === capacity &&
    (slot.isShort ?? false) === capacity > plan.capacity &&
    slot.end === plan.end &&
    slot.releaseAt.getTime() === plan.releaseAt.getTime() &&
    slot.closesAt.getTime() === plan.closesAt.getTime()
  );
}
