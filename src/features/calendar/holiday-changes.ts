import type { CivilDate } from './civil-date.js';
import type { HolidayYear, NamedDay } from './holiday-year.js';

/** What an import changed against the year known before. */
export interface HolidayChanges {
  holidaysAdded: CivilDate[];
  holidaysRemoved: CivilDate[];
  workdaysAdded: CivilDate[];
  workdaysRemoved: CivilDate[];
  renamed: CivilDate[];
}

type Days = Pick<HolidayYear, 'holidays' | 'workdays'>;

export function holidayChanges(before: Days | undefined, after: Days): HolidayChanges {
  const { holidays = [], workdays = [] } = before ?? {};
  return {
    holidaysAdded: missingFrom(holidays, after.holidays),
    holidaysRemoved: missingFrom(after.holidays, holidays),
    workdaysAdded: missingFrom(workdays, after.workdays),
    workdaysRemoved: missingFrom(after.workdays, workdays),
    renamed: renamed([...holidays, ...workdays], [...after.holidays, ...after.workdays]),
  };
}

function missingFrom(known: readonly NamedDay[], days: readonly NamedDay[]): CivilDate[] {
  const dates = new Set(known.map(({ date }) => date));
  return days.map(({ date }) => date).filter((date) => !dates.has(date));
}

function renamed(before: readonly NamedDay[], after: readonly NamedDay[]): CivilDate[] {
  const names = new Map(before.map(({ date, name }) => [date, name]));
  return after.filter(({ date, name }) => names.has(date) && names.get(date) !== name).map(({ date }) => date);
}
