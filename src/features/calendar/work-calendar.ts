import { weekdayOf, yearOf } from './civil-date.js';
import type { CivilDate } from './civil-date.js';
import type { HolidayYear, NamedDay } from './holiday-year.js';
import { lawfulDaysOff } from './statutory-festivals.js';

export interface WorkCalendar {
  /** A State Council holiday, or a Saturday or Sunday that is not a make-up workday. */
  isRestDay(date: CivilDate): boolean;
  isMakeUpWorkday(date: CivilDate): boolean;
  holidayOn(date: CivilDate): NamedDay | undefined;
  makeUpWorkdayOn(date: CivilDate): NamedDay | undefined;
  /** Whether the State Council's notice for that year is known; otherwise only the days fixed by law are. */
  isPublished(year: number): boolean;
}

export function createWorkCalendar(years: readonly HolidayYear[]): WorkCalendar {
  const published = new Set(years.map(({ year }) => year));
  const holidays = new Map(years.flatMap((year) => year.holidays).map((day) => [day.date, day]));
  const workdays = new Map(years.flatMap((year) => year.workdays).map((day) => [day.date, day]));
  const lawful = new Map<number, Map<CivilDate, NamedDay>>();

  function lawfulDayOff(date: CivilDate): NamedDay | undefined {
    const year = yearOf(date);
    let days = lawful.get(year);
    if (!days) {
      days = new Map(lawfulDaysOff(year).map((day) => [day.date, day]));
      lawful.set(year, days);
    }
    return days.get(date);
  }

  function holidayOn(date: CivilDate): NamedDay | undefined {
    return published.has(yearOf(date)) ? holidays.get(date) : lawfulDayOff(date);
  }

  return {
    isRestDay: (date) => holidayOn(date) !== undefined || (weekdayOf(date) >= 6 && !workdays.has(date)),
    isMakeUpWorkday: (date) => workdays.has(date),
    holidayOn,
    makeUpWorkdayOn: (date) => workdays.get(date),
    isPublished: (year) => published.has(year),
  };
}
