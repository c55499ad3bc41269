import { type BookingPolicy } from '../halls/index.js';
import { type CivilDate, instantAt } from '../calendar/index.js';
import { stateAfter, type AppointmentState } from './appointment-state.js';

const MINUTE_MS = 60_000;

export interface Deadlines {
  /** Cancelling and rescheduling are free until the day of the appointment begins. */
  cancelUntil: Date;
  /** A late cancellation is still better than a no-show: until the slot starts. */
  lateCancelUntil: Date;
  checkIn: { from: Date; to: Date };
}

export function deadlinesOf(
  { date, startsAt, timeZone }: { date: CivilDate; startsAt: Date; timeZone: string },
  policy: BookingPolicy,
): Deadlines {
  const { opensMinutesBefore, lateAfterMinutes } = policy.checkIn;
  return {
    cancelUntil: instantAt(date, '00:00', timeZone),
    lateCancelUntil: startsAt,
    checkIn: {
      from: new Date(startsAt.getTime() - opensMinutesBefore * MINUTE_MS),
      to: new Date(startsAt.getTime() + lateAfterMinutes * MINUTE_MS),
    },
  };
}

export type Permitted = 'yes' | 'late' | 'too-late' | 'no-reschedules-left' | 'not-active';

/** Where an appointment stands. The hall may have closed its slot since: then leaving it is never the couple's doing. */
export interface Standing {
  state: AppointmentState;
  isSlotClosed: boolean;
}

/** Whether a couple may cancel now: freely, only as a late cancellation, or no more. */
export function mayCancel({ state, isSlotClosed }: Standing, deadlines: Deadlines, now: Date): Permitted {
  const { cancelUntil, lateCancelUntil } = deadlines;
  if (!stateAfter(state, 'cancel')) return 'not-active';
  if (now >= lateCancelUntil) return 'too-late';
  return now < cancelUntil || isSlotClosed ? 'yes' : 'late';
}

export function mayReschedule(
  { state, isSlotClosed, reschedulesLeft }: Standing & { reschedulesLeft: number },
  { cancelUntil, lateCancelUntil }: Deadlines,
  now: Date,
): Permitted {
  if (!stateAfter(state, 'reschedule')) return 'not-active';
  if (isSlotClosed) return now < lateCancelUntil ? 'yes' : 'too-late';
  if (now >= cancelUntil) return 'too-late';
  return reschedulesLeft > 0 ? 'yes' : 'no-reschedules-left';
}
