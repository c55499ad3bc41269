import { addDays, civilDateAt, clockTimeAt, type ClockTime, instantAt } from '../calendar/index.js';

/** Nobody's telephone rings in the night for a reminder: local time of the hall. */
export const QUIET_HOURS: { from: ClockTime; to: ClockTime } = { from: '21:00', to: '08:00' };

/** The instant itself, or the end of the quiet hours that it falls into. */
export function afterQuietHours(at: Date, timeZone: string): Date {
  const time = clockTimeAt(at, timeZone);
  if (time >= QUIET_HOURS.to && time < QUIET_HOURS.from) return at;
  const day = civilDateAt(at, timeZone);
  return instantAt(time < QUIET_HOURS.to ? day : addDays(day, 1), QUIET_HOURS.to, timeZone);
}
