import {
  almanacOn,
  type CivilDate,
  datesBetween,
  peakDayOn,
  weekdayOf,
  type WorkCalendar,
} from '../../src/features/calendar/index.js';
import type { Hall } from '../../src/features/halls/index.js';
import type { Random } from './random.js';

export interface HistoryDay {
  hall: Hall;
  date: CivilDate;
  couples: number;
}

/**
 * Spreads a year's couples over the days on which halls worked. A peak day, for which halls open even on a holiday, draws
 * five to ten times an average day; the almanac's good days draw half as many again.
 */
export function historyDays({ halls, calendar, year, until, couples, random }: HistoryYear): HistoryDay[] {
  const last = until < `${year}-12-31` ? until : `${year}-12-31`;
  const days = datesBetween(`${year}-01-01`, last)
    .filter((date) => peakDayOn(date) !== undefined || !calendar.isRestDay(date))
    .flatMap((date) => halls.map((hall) => ({ hall, date, weight: weightOf(date, random) * sizeOf(hall) })));
  const total = days.reduce((sum, { weight }) => sum + weight, 0);
  let weighed = 0;
  let given = 0;
  return days.map(({ hall, date, weight }) => {
    weighed += weight;
    const due = Math.round((weighed / total) * couples);
    const day = { hall, date, couples: due - given };
    given = due;
    return day;
  });
}

export interface HistoryYear {
  halls: readonly Hall[];
  calendar: WorkCalendar;
  year: number;
  /** The last day that is history. */
  until: CivilDate;
  couples: number;
  random: Random;
}

function weightOf(date: CivilDate, random: Random): number {
  const usual = 0.7 + random.next() * 0.6;
  if (peakDayOn(date)) return 5 + random.next() * 5;
  const isFriday = weekdayOf(date) === 5;
  return usual * (almanacOn(date).auspicious ? 1.5 : 1) * (isFriday ? 1.2 : 1);
}

function sizeOf({ services }: Hall): number {
  return services.find(({ business }) => business === 'marriage')?.windows ?? 1;
}
