import type { BookingServices } from './booking-services.js';
import { laneOf } from '../appointments/index.js';
import type { CivilDate, ClockTime } from '../calendar/index.js';
import type { Hall } from '../halls/index.js';
import { slotNameOf } from '../slots/index.js';
import type { ChosenTime, Draft, DraftAnswers } from './draft.js';
import { isHeld } from './journey.js';
import { kindsOf } from './parties.js';

/** Keeps at most one place for a draft: a new one is taken before the old one is given back. */
export class Holding {
  constructor(private readonly services: Pick<BookingServices, 'drafts' | 'holds' | 'claims'>) {}

  /** Throws `slot-full`, `slot-closed` or `not-yet-released`; then the place they had is still theirs. */
  async take(
    { draft, hall, date, start }: { draft: Draft; hall: Hall; date: CivilDate; start: ClockTime },
    now: Date,
  ): Promise<Draft> {
    const { drafts, holds, claims } = this.services;
    const { business } = draft.answers;
    const lane = laneOf(business, kindsOf(draft.answers));
    if (isHeld(draft.answers, now) && this.isPlaceOf(draft.answers.time, { hall, date, start })) return draft;

    const { id, expiresAt, hold } = await holds.create({ hall, date, start, business, lane }, now);
    const slot = await claims.read(hold.slotId);
    const time: ChosenTime = { date, start, end: slot?.end ?? start, hold: id, heldUntil: expiresAt.toISOString() };
    try {
      const written = await drafts.change(draft, 'time', (answers) => ({ ...answers, time }), now);
      await this.giveBack(written.before.time, now);
      return written.draft;
    } catch (error) {
      await this.giveBack(time, now);
      throw error;
    }
  }

  /** Gives the place back when it is no longer one that this couple can use: another hall, another lane. */
  async keepFitting(draft: Draft, now: Date): Promise<Draft> {
    const { time } = draft.answers;
    if (!time || this.fits(draft.answers)) return draft;
    const written = await this.services.drafts.change(draft, 'time', withoutTime, now);
    await this.giveBack(written.before.time, now);
    return written.draft;
  }

  /** The bureau took the place back, or it ran out: they keep everything but the place. */
  async markLost(draft: Draft, code: string, now: Date): Promise<Draft> {
    const lose = (answers: DraftAnswers): DraftAnswers =>
      answers.time ? { ...answers, time: { ...answers.time, lost: code } } : answers;
    const written = await this.services.drafts.change(draft, 'time', lose, now);
    await this.giveBack(written.before.time, now);
    return written.draft;
  }

  private async giveBack(time: ChosenTime | undefined, now: Date): Promise<void> {
    if (time) await this.services.holds.giveUp(time.hold, now);
  }

  private fits({ business, hall, time, ...answers }: DraftAnswers): boolean {
    const hold = time && this.services.holds.read(time.hold);
    if (!hold) return false;
    const slot = slotNameOf(hold.slotId);
    return slot.hall === hall && slot.lane === laneOf(business, kindsOf(answers));
  }

  private isPlaceOf(time: ChosenTime | undefined, wanted: { hall: Hall; date: CivilDate; start: ClockTime }): boolean {
    const hold = time && this.services.holds.read(time.hold);
    if (!hold) return false;
    const { hall, date, start } = slotNameOf(hold.slotId);
    return hall === wanted.hall.id && date === wanted.date && start === wanted.start;
  }
}

function withoutTime({ time: _lost, ...answers }: DraftAnswers): DraftAnswers {
  return answers;
}
