import { DomainError, NotFound, ValidationFailed } from '../../errors/index.js';
import type { KeyedHash } from '../../infrastructure/field-cipher.js';
import { newId } from '../../infrastructure/ids.js';
import { civilDateAt, type CivilDate, type ClockTime } from '../calendar/index.js';
import { type Business, type Hall, type Lane, policyOn, requireOffered } from '../halls/index.js';
import { type SlotClaims, slotIdOf } from '../slots/index.js';

export interface Hold {
  slotId: string;
  /** Becomes the id of the appointment. */
  holder: string;
  until: Date;
}

export interface SlotChoice {
  hall: Hall;
  date: CivilDate;
  start: ClockTime;
  business: Business;
  lane: Lane;
}

/**
 * A place kept for ten minutes while somebody fills in the form. It lives in the slot's claims alone; its id carries
 * where it is and proves itself, so that nothing has to be looked up.
 */
export class Holds {
  constructor(
    private readonly claims: SlotClaims,
    private readonly hash: KeyedHash,
  ) {}

  /** Throws `slot-full`, `slot-closed` or `not-yet-released`; ValidationFailed for a past day or a business the hall does not offer. */
  async create(choice: SlotChoice, now: Date): Promise<{ id: string; expiresAt: Date; hold: Hold }> {
    checkChoice(choice, now);
    const slotId = slotIdOf({ ...choice, hall: choice.hall.id });
    const until = wholeSecondWithin(now, policyOn(choice.hall, choice.date).holdMinutes * 60_000);
    const hold = { slotId, holder: newId(), until };
    const outcome = await this.claims.claim({ ...hold, now });
    if ('refused' in outcome) throw outcome.refused;
    return { id: this.idOf(hold), expiresAt: until, hold };
  }

  /** Gives the place back at once; a hold that has expired has already been given back. */
  async giveUp(id: string, now: Date): Promise<void> {
    const hold = this.read(id);
    if (!hold) throw new NotFound('hold-unknown');
    if (hold.until > now) await this.claims.releaseHold(hold);
  }

  /** The hold behind an id that is still running; throws `hold-expired`. */
  inForce(id: string, now: Date): Hold {
    const hold = this.read(id);
    if (!hold || hold.until <= now) throw new DomainError('hold-expired');
    return hold;
  }

  /** The hold behind an id, running or not; undefined when this bureau never issued it. */
  read(id: string): Hold | undefined {
    const [payload = '', mac = ''] = id.split('.');
    if (!this.hash.matches('hold', payload, mac)) return undefined;
    const [slotId = '', holder = '', until = ''] = Buffer.from(payload, 'base64url').toString().split('|');
    return { slotId, holder, until: new Date(Number(until)) };
  }

  private idOf({ slotId, holder, until }: Hold): string {
    const payload = Buffer.from(`${slotId}|${holder}|${until.getTime()}`).toString('base64url');
    return `${payload}.${this.hash.of('hold', payload)}`;
  }
}

/** What is shown to the second is meant to the second, and a hold never lasts longer than it says. */
function wholeSecondWithin(now: Date, ms: number): Date {
  return new Date(Math.floor((now.getTime() + ms) / 1000) * 1000);
}

/** Mistakes in what was asked for, as opposed to a place that is gone. */
export function checkChoice({ hall, date, business }: Pick<SlotChoice, 'hall' | 'date' | 'business'>, now: Date): void {
  requireOffered(hall, business);
  if (date < civilDateAt(now, hall.timeZone)) throw new ValidationFailed([{ field: 'date', code: 'past' }]);
}
