import type { Language } from '../../infrastructure/language.js';
import { addDays, type CivilDate, datesBetween, type Weekday, type WorkCalendar } from '../calendar/index.js';
import { publicClosureOn } from './closures.js';
import type { Hall, OpeningHours } from './hall.js';
import { openingOn } from './opening.js';

const DAYS_AHEAD = 60;

export type Hours = Pick<OpeningHours, 'from' | 'to'>[];

/** The weekly pattern, neighbouring days with the same hours together; days that are never open come last as closed. */
export function weekOf({ opening }: Pick<Hall, 'opening'>): { from: Weekday; to: Weekday; hours: Hours }[] {
  const spans: { from: Weekday; to: Weekday; hours: Hours }[] = [];
  for (const weekday of [1, 2, 3, 4, 5, 6, 7] as const) {
    const hours = opening.filter((item) => item.weekday === weekday).map(({ from, to }) => ({ from, to }));
    const last = spans.at(-1);
    if (last && JSON.stringify(last.hours) === JSON.stringify(hours)) last.to = weekday;
    else spans.push({ from: weekday, to: weekday, hours });
  }
  return spans;
}

export interface SpecialDay {
  from: CivilDate;
  to: CivilDate;
  hours: Hours;
  reason: string;
  /** A weekend day worked for the holiday that `reason` names. */
  isMakeUp: boolean;
}

/** What differs from the weekly pattern in the weeks ahead: closures, dated hours, holidays, make-up workdays. */
export function specialDays({
  hall,
  from,
  calendar,
  language,
}: {
  hall: Pick<Hall, 'opening' | 'exceptions' | 'closures'>;
  from: CivilDate;
  calendar: WorkCalendar;
  language: Language;
}): SpecialDay[] {
  const days: SpecialDay[] = [];
  for (const date of datesBetween(from, addDays(from, DAYS_AHEAD))) {
    const reason = reasonOf(hall, date, calendar, language);
    if (reason === undefined) continue;
    const hours = openingOn(hall, date, calendar);
    const last = days.at(-1);
    const isMakeUp = calendar.isMakeUpWorkday(date);
    const isSame =
      last?.reason === reason && last.isMakeUp === isMakeUp && JSON.stringify(last.hours) === JSON.stringify(hours);
    if (isSame && addDays(last.to, 1) === date) last.to = date;
    else days.push({ from: date, to: date, hours, reason, isMakeUp });
  }
  return days;
}

function reasonOf(
  hall: Pick<Hall, 'exceptions' | 'closures'>,
  date: CivilDate,
  calendar: WorkCalendar,
  language: Language,
): string | undefined {
  const closure = publicClosureOn(hall, date);
  if (closure) return closure.reason[language];
  const exception = hall.exceptions.find((candidate) => candidate.date === date);
  if (exception) return exception.note[language];
  const named = calendar.holidayOn(date) ?? calendar.makeUpWorkdayOn(date);
  return language === 'en' ? (named?.nameEn ?? named?.name) : named?.name;
}
