import { DomainError } from '../../errors/index.js';
import { slotNameOf } from './slot-id.js';
import type { Claim, SlotModel, SlotRecord } from './slot.model.js';
import type { UnplannedSlots } from './unplanned-slots.js';

/** The guarded writes on a slot's claims. Each is one `findOneAndUpdate` or `updateOne` whose filter decides. */
export class SlotClaims {
  private readonly listeners: ((hall: string) => void)[] = [];

  constructor(
    private readonly slots: SlotModel,
    private readonly unplanned: Pick<UnplannedSlots, 'find' | 'store' | 'onHallClock'>,
  ) {}

  /** Listeners learn the hall whose places this process has just changed. */
  onChange(listener: (hall: string) => void): void {
    this.listeners.push(listener);
  }

  /**
   * Takes a place, until an instant or for good. A holder whose claim here is in force does not take a second one: the
   * outcome then shows the claim. The refusal is answered, not thrown, because a caller may have to look whose place it is.
   */
  async claim({ slotId, holder, until, now }: ClaimRequest): Promise<ClaimOutcome> {
    const taken = await this.take({ slotId, holder, until, now }, isOpen(now));
    return taken ? { taken } : this.planOrRefuse({ slotId, holder, until, now });
  }

  /** Takes a place for good for people whom the hall itself gives another time: release and lead time bind the public only. */
  async claimByHall({ slotId, holder, now }: Omit<ClaimRequest, 'until'>): Promise<TakenSlot> {
    const taken = await this.take(
      { slotId, holder, until: null, now },
      {
        ...TAKES_PEOPLE,
        startsAt: { $gt: now },
      },
    );
    if (taken) return taken;
    const slot = await this.read(slotId);
    if (!slot || slot.isClosed || slot.startsAt <= now) throw new DomainError('slot-closed');
    const isOwn = slot.claims.some((claim) => claim.holder === holder && claim.until === null);
    if (isOwn) return slot;
    throw new DomainError('slot-full');
  }

  /** Takes a place for people who stand at the desk: the hours of the public do not bind it, its capacity does. */
  async claimAtDesk({ slotId, holder, now }: Omit<ClaimRequest, 'until'>): Promise<TakenSlot | undefined> {
    return this.takeAtDesk({ slotId, holder, now }, { ...TAKES_PEOPLE, $expr: hasRoom(holder, now) });
  }

  /** Makes the slot one place larger, if it has to be, in the very write that takes it: capacity is never exceeded. */
  async overbook({ slotId, holder, now }: Omit<ClaimRequest, 'until'>): Promise<TakenSlot | undefined> {
    const taken = { $add: [{ $size: othersInForce(holder, now) }, 1] };
    const capacity = { $cond: [{ $gt: [taken, '$capacity'] }, taken, '$capacity'] };
    return this.takeAtDesk({ slotId, holder, now }, {}, { capacity, isPinned: true });
  }

  /** Turns the holder's claim that is still running into a place for good; only one caller can make that step. */
  async confirm({
    slotId,
    holder,
    now,
  }: {
    slotId: string;
    holder: string;
    now: Date;
  }): Promise<TakenSlot | undefined> {
    const confirmed = await this.slots.collection.findOneAndUpdate(
      { _id: slotId as never, isClosed: false, claims: { $elemMatch: { holder, until: { $gt: now } } } },
      { $set: { 'claims.$.until': null, 'claims.$.at': now, claimedAt: now } },
      { projection: { startsAt: 1, endsAt: 1, end: 1 }, returnDocument: 'after' },
    );
    this.noteChange(slotId);
    return (confirmed as TakenSlot | null) ?? undefined;
  }

  /** Renews a claim for good whose request died before it wrote its appointment, so that nobody gives it back meanwhile. */
  async takeOver({ slotId, holder, now }: Omit<ClaimRequest, 'until'>): Promise<TakenSlot | undefined> {
    const renewed = await this.slots.collection.findOneAndUpdate(
      { _id: slotId as never, isClosed: false, claims: permanentOf(holder) },
      { $set: { 'claims.$.at': now, claimedAt: now } },
      { projection: { startsAt: 1, endsAt: 1, end: 1 } },
    );
    return (renewed as TakenSlot | null) ?? undefined;
  }

  /** Gives a place back: at once without `until`, otherwise to the public when that instant has come. Twice is as once. */
  async release({ slotId, holder, until }: { slotId: string; holder: string; until?: Date }): Promise<void> {
    if (until)
      await this.slots.updateOne({ _id: slotId, claims: permanentOf(holder) }, { $set: { 'claims.$.until': until } });
    else await this.slots.updateOne({ _id: slotId }, { $pull: { claims: { holder } } });
    this.noteChange(slotId);
  }

  /** Gives a hold back; a place that has become an appointment's in the meantime stays. */
  async releaseHold({ slotId, holder }: { slotId: string; holder: string }): Promise<void> {
    await this.slots.updateOne({ _id: slotId }, { $pull: { claims: { holder, until: { $ne: null } } } });
    this.noteChange(slotId);
  }

  async read(slotId: string): Promise<SlotRecord | null> {
    return this.slots.findById(slotId).lean();
  }

  /** The guarded write itself: `isOpen` is what has to be true of the slot beside its having room. */
  private async take({ slotId, holder, until, now }: ClaimRequest, isOpen: object): Promise<TakenSlot | undefined> {
    const taken = await this.slots.collection.findOneAndUpdate(
      { _id: slotId as never, ...isOpen, claims: { $not: inForceOf(holder, now) }, $expr: hasRoom(holder, now) },
      [
        {
          $set: {
            claims: { $concatArrays: [othersInForce(holder, now), [{ holder, until, at: now }]] },
            claimedAt: now,
          },
        },
      ],
      { projection: { startsAt: 1, endsAt: 1, end: 1 }, returnDocument: 'after' },
    );
    if (taken) this.noteChange(slotId);
    return (taken as TakenSlot | null) ?? undefined;
  }

  private async takeAtDesk(
    { slotId, holder, now }: Omit<ClaimRequest, 'until'>,
    condition: object,
    more: object = {},
  ): Promise<TakenSlot | undefined> {
    const claims = { $concatArrays: [othersInForce(holder, now), [{ holder, until: null, at: now }]] };
    const taken = await this.slots.collection.findOneAndUpdate(
      { _id: slotId as never, isClosed: false, ...condition },
      [{ $set: { claims, claimedAt: now, ...more } }],
      { projection: { startsAt: 1, endsAt: 1, end: 1 }, returnDocument: 'after' },
    );
    if (taken) this.noteChange(slotId);
    return (taken as TakenSlot | null) ?? undefined;
  }

  private noteChange(slotId: string): void {
    const { hall } = slotNameOf(slotId);
    for (const listener of this.listeners) listener(hall);
  }

  /** A slot that is open but not stored yet is stored now; everything else has its reason. */
  private async planOrRefuse({ slotId, holder, until, now }: ClaimRequest): Promise<ClaimOutcome> {
    const stored = await this.read(slotId);
    const slot = stored ?? (await this.unplanned.find(slotId));
    const own = slot?.claims.find((claim) => claim.holder === holder && isInForce(claim, now));
    if (own) return { own };
    if (stored || !slot || phaseOf(slot, now) !== 'open') return { refused: await this.refusal(slot, now) };
    await this.unplanned.store(slotId, now);
    return this.claim({ slotId, holder, until, now });
  }

  /** Why the public cannot have a place here now; `full` and `closed` are never confused. */
  private async refusal(slot: SlotRecord | undefined, now: Date): Promise<DomainError> {
    if (!slot || phaseOf(slot, now) === 'closed') return new DomainError('slot-closed');
    if (phaseOf(slot, now) === 'open') return new DomainError('slot-full');
    const releaseAt = await this.unplanned.onHallClock(slot.releaseAt, slot.hall);
    return new DomainError('not-yet-released', { extensions: { releaseAt } });
  }
}

function phaseOf({ isClosed, releaseAt, closesAt }: SlotRecord, now: Date): 'closed' | 'not-yet-released' | 'open' {
  if (isClosed || now >= closesAt) return 'closed';
  return now < releaseAt ? 'not-yet-released' : 'open';
}

/** Places still to be had: the same arithmetic as the filter of `claim`, for pages. */
export function freePlaces(
  { capacity, claims, isShort }: Pick<SlotRecord, 'capacity' | 'claims' | 'isShort'>,
  now: Date,
): number {
  if (isShort) return 0;
  return Math.max(0, capacity - claims.filter((claim) => isInForce(claim, now)).length);
}

export function isInForce({ until }: Pick<Claim, 'until'>, now: Date): boolean {
  return until === null || until > now;
}

export interface ClaimRequest {
  slotId: string;
  holder: string;
  until: Date | null;
  now: Date;
}

export type TakenSlot = Pick<SlotRecord, 'startsAt' | 'endsAt' | 'end'>;
export type ClaimOutcome = { taken: TakenSlot } | { own: Claim } | { refused: DomainError };

/** A slot that is short has more couples than windows already: nobody comes in the place of one who leaves. */
const TAKES_PEOPLE = { isClosed: false, isShort: { $ne: true } };

function isOpen(now: Date): object {
  return { ...TAKES_PEOPLE, releaseAt: { $lte: now }, closesAt: { $gt: now } };
}

function permanentOf(holder: string): object {
  return { $elemMatch: { holder, until: null } };
}

function inForceOf(holder: string, now: Date): object {
  return { $elemMatch: { holder, $or: [{ until: null }, { until: { $gt: now } }] } };
}

function hasRoom(holder: string, now: Date): object {
  return { $lt: [{ $size: othersInForce(holder, now) }, '$capacity'] };
}

function othersInForce(holder: string, now: Date): object {
  const inForce = { $or: [{ $eq: ['$$claim.until', null] }, { $gt: ['$$claim.until', now] }] };
  return {
    $filter: { input: '$claims', as: 'claim', cond: { $and: [{ $ne: ['$$claim.holder', holder] }, inForce] } },
  };
}
