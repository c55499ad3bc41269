import { addDays, type CivilDate, civilDateAt } from '../calendar/index.js';
import { type BookingPolicy } from '../halls/index.js';
import type { AppointmentRecord } from './appointment.model.js';
import { isActive } from './appointment-state.js';

const DAY_MS = 86_400_000;
const RETURN_DAYS = 30;

/** Whether a person may have an appointment erased: at once, only after a day, or not before retention ends. */
export type Erasure = { may: 'yes' } | { may: 'no'; why: WhyKept; until?: CivilDate };

/** In use, just changed, counted as missed, still open for coming back, or a registration that the law asks to record. */
export type WhyKept = 'active' | 'just-changed' | 'missed' | 'may-return' | 'registered';

type Kept = Pick<AppointmentRecord, 'state' | 'date' | 'updatedAt' | 'outcome'>;

/** `keptUntil` is the last day of the ordinary retention. */
export function erasureOf(
  { state, date, updatedAt, outcome }: Kept,
  {
    now,
    timeZone,
    noShow,
    keptUntil,
  }: { now: Date; timeZone: string; noShow: BookingPolicy['noShow']; keptUntil: CivilDate },
): Erasure {
  const today = civilDateAt(now, timeZone);
  if (isActive(state)) return { may: 'no', why: 'active' };
  if (state === 'completed') return { may: 'no', why: 'registered', until: keptUntil };
  if (state === 'no-show') return after(addDays(date, noShow.withinDays + noShow.blockDays), 'missed', today);
  if (state === 'not-completed') return after(outcome?.returnUntil ?? addDays(date, RETURN_DAYS), 'may-return', today);
  // Its message and its line in the audit chain may still be on their way.
  if (now.getTime() - updatedAt.getTime() < DAY_MS)
    return { may: 'no', why: 'just-changed', until: civilDateAt(new Date(updatedAt.getTime() + DAY_MS), timeZone) };
  return { may: 'yes' };
}

function after(until: CivilDate, why: WhyKept, today: CivilDate): Erasure {
  return today > until ? { may: 'yes' } : { may: 'no', why, until };
}
