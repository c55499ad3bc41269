import {
  type CivilDate,
  civilDateAt,
  clockTimeAt,
  type ClockTime,
  instantAt,
  type WorkCalendar,
} from '../calendar/index.js';
import { type Hall, openingOn } from '../halls/index.js';

/** The instant at which a hall stops serving that day; undefined when it does not open at all. */
export function closeOfBusiness(hall: Hall, date: CivilDate, calendar: WorkCalendar): Date | undefined {
  const last = hoursOf(hall, date, calendar).at(-1);
  return last && instantAt(date, last.to, hall.timeZone);
}

/** Whether nobody will be served any more on that day. */
export function isDayOver(
  { hall, date, calendar }: { hall: Hall; date: CivilDate; calendar: WorkCalendar },
  now: Date,
): boolean {
  const today = civilDateAt(now, hall.timeZone);
  if (date !== today) return date < today;
  const closes = closeOfBusiness(hall, date, calendar);
  return closes === undefined || now >= closes;
}

/**
 * Which part of the day an instant belongs to, counted from 0: the first opening hours that have not ended by then, or the
 * last. Those who come over lunch belong to the afternoon.
 */
export function halfDayAt(
  { hall, date, calendar }: { hall: Hall; date: CivilDate; calendar: WorkCalendar },
  instant: Date,
): number {
  const hours = hoursOf(hall, date, calendar);
  const time = clockTimeAt(instant, hall.timeZone);
  const current = hours.findIndex(({ to }) => time < to);
  return current === -1 ? Math.max(0, hours.length - 1) : current;
}

function hoursOf(hall: Hall, date: CivilDate, calendar: WorkCalendar): { from: ClockTime; to: ClockTime }[] {
  return [...openingOn(hall, date, calendar)].sort((a, b) => a.from.localeCompare(b.from));
}
