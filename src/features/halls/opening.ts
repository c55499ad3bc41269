import { type CivilDate, weekdayOf, type WorkCalendar } from '../calendar/index.js';
import { closedHoursOn, type Span, withoutHours } from './closures.js';
import type { Hall } from './hall.js';

const FRIDAY = 5;

type Hours = Pick<Hall, 'opening' | 'exceptions'>;

/** The hours a hall is open on a day: what its closures leave of its usual hours. */
export function openingOn(hall: Hours & Pick<Hall, 'closures'>, date: CivilDate, calendar: WorkCalendar): Span[] {
  return withoutHours(usualHoursOn(hall, date, calendar), closedHoursOn(hall, date));
}

/**
 * The hours without any closure. A dated exception beats a holiday, which beats the weekly pattern; a make-up Saturday or Sunday
 * keeps Friday's hours unless the pattern has its own for that weekday.
 */
export function usualHoursOn(hall: Hours, date: CivilDate, calendar: WorkCalendar): Span[] {
  const exception = hall.exceptions.find((candidate) => candidate.date === date);
  if (exception) return exception.hours;
  if (calendar.holidayOn(date) && !calendar.isMakeUpWorkday(date)) return [];
  const usual = hoursOn(hall, weekdayOf(date));
  return usual.length === 0 && calendar.isMakeUpWorkday(date) ? hoursOn(hall, FRIDAY) : usual;
}

function hoursOn({ opening }: Pick<Hall, 'opening'>, weekday: number): Span[] {
  return opening.filter((hours) => hours.weekday === weekday).map(({ from, to }) => ({ from, to }));
}
