import type { CivilDate } from '../calendar/index.js';
import type { Business, Hall, Lane } from '../halls/index.js';
import { type SlotClaims, slotIdOf, type SlotRecord, type Slots, type TakenSlot } from '../slots/index.js';

export interface WalkInPlace {
  slotId: string;
  lane: Lane;
  start: string;
  slot: TakenSlot;
  /** Taken on somebody's word, beyond what the hall keeps for walk-ins. */
  isBeyondShare?: boolean;
}

interface Wanted {
  hall: Hall;
  date: CivilDate;
  business: Business;
  isGreen: boolean;
  holder: string;
  now: Date;
}

/** Finds today's next place in the hall's own share for people who come without an appointment. */
export class WalkInPlaces {
  constructor(private readonly deps: { slots: Slots; claims: SlotClaims }) {}

  /** The first place left in the walk-in share, or in the green one for whom it is kept; undefined when the share is used up. */
  async take(wanted: Wanted): Promise<WalkInPlace | undefined> {
    const { isGreen, holder, now } = wanted;
    const lanes: Lane[] = isGreen ? ['green', 'walk-in'] : ['walk-in'];
    for (const { _id: slotId, lane, start } of inOrder(await this.stillToCome(wanted), lanes)) {
      const slot = await this.deps.claims.claimAtDesk({ slotId, holder, now });
      if (slot) return { slotId, lane, start, slot };
    }
    return undefined;
  }

  /** One place more than planned in the slot that runs or comes next; undefined when the hall serves nobody more today. */
  async takeBeyondShare(wanted: Wanted): Promise<WalkInPlace | undefined> {
    const { hall, date, business, holder, now } = wanted;
    const [current] = await this.stillToCome(wanted);
    if (!current) return undefined;
    const name = { hall: hall.id, date, start: current.start, business, lane: 'walk-in' as const };
    const slotId = slotIdOf(name);
    const slotMinutes = (current.endsAt.getTime() - current.startsAt.getTime()) / 60_000;
    const overbook = () => this.deps.claims.overbook({ slotId, holder, now });
    let slot = await overbook();
    if (!slot) {
      // This business has no walk-in share, so its slot does not exist yet.
      await this.deps.slots.setCapacity({ hall, name, capacity: 0, slotMinutes, commit: true, now });
      slot = await overbook();
    }
    return slot && { slotId, lane: 'walk-in', start: current.start, slot, isBeyondShare: true };
  }

  private async stillToCome({ hall, date, business, now }: Wanted): Promise<SlotRecord[]> {
    const slots = await this.deps.slots.ofDay(hall.id, date);
    return slots.filter((slot) => slot.business === business && !slot.isClosed && slot.endsAt > now);
  }
}

/** Earlier slots first; within one, the lane named first. */
function inOrder(slots: readonly SlotRecord[], lanes: readonly Lane[]): SlotRecord[] {
  return slots
    .filter(({ lane }) => lanes.includes(lane))
    .sort((a, b) => a.start.localeCompare(b.start) || lanes.indexOf(a.lane) - lanes.indexOf(b.lane));
}
