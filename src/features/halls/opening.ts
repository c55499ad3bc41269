import { type CivilDate, type ClockTime, weekdayOf, type WorkCalendar } from '../calendar/index.js';
import type { Hall } from './hall.js';

const FRIDAY = 5;

/**
 * The hours a hall is open on a day. A closure beats a dated exception, which beats a holiday, which beats the weekly pattern;
 * a make-up Saturday or Sunday keeps Friday's hours unless the pattern has its own for that weekday.
 */
export function openingOn(
  hall: Pick<Hall, 'opening' | 'exceptions' | 'closures'>,
  date: CivilDate,
  calendar: WorkCalendar,
): { from: ClockTime; to: ClockTime }[] {
  if (hall.closures.some(({ from, to }) => from <= date && date <= to)) return [];
  const exception = hall.exceptions.find((candidate) => candidate.date === date);
  if (exception) return exception.hours;
  if (calendar.holidayOn(date) && !calendar.isMakeUpWorkday(date)) return [];
  const usual = hoursOn(hall, weekdayOf(date));
  return usual.length === 0 && calendar.isMakeUpWorkday(date) ? hoursOn(hall, FRIDAY) : usual;
}

function hoursOn({ opening }: Pick<Hall, 'opening'>, weekday: number): { from: ClockTime; to: ClockTime }[] {
  return opening.filter((hours) => hours.weekday === weekday).map(({ from, to }) => ({ from, to }));
}
