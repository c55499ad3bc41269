import { createRequire } from 'node:module';
import type { CivilDate } from './civil-date.js';

/** A day the State Council's yearly notice gives off, or makes a working day. */
export interface NamedDay {
  date: CivilDate;
  name: string;
  nameEn?: string;
}

/** One year of the State Council's holiday notice. */
export interface HolidayYear {
  year: number;
  source: string;
  holidays: readonly NamedDay[];
  workdays: readonly NamedDay[];
}

interface PackagedDays {
  holidays: Record<CivilDate, string>;
  workdays: Record<CivilDate, string>;
}

const PACKAGE = 'chinese-days';
const require = createRequire(import.meta.url);

let packaged: readonly HolidayYear[] | undefined;

/** The years the maintained data package really contains, oldest first. */
export function packagedHolidayYears(): readonly HolidayYear[] {
  packaged ??= readPackage();
  return packaged;
}

/** Imported years take the place of packaged ones. */
export function mergeHolidayYears(base: readonly HolidayYear[], over: readonly HolidayYear[]): HolidayYear[] {
  const byYear = new Map([...base, ...over].map((year) => [year.year, year]));
  return [...byYear.values()].sort((a, b) => a.year - b.year);
}

function readPackage(): HolidayYear[] {
  const days = require(`${PACKAGE}/dist/chinese-days.json`) as PackagedDays;
  const { version } = require(`${PACKAGE}/package.json`) as { version: string };
  const holidays = byYear(days.holidays);
  const workdays = byYear(days.workdays);
  return [...holidays.keys()]
    .sort((a, b) => a - b)
    .map((year) => ({
      year,
      source: `${PACKAGE} ${version}`,
      holidays: holidays.get(year) ?? [],
      workdays: workdays.get(year) ?? [],
    }));
}

function byYear(days: Record<CivilDate, string>): Map<number, NamedDay[]> {
  const years = new Map<number, NamedDay[]>();
  for (const [date, text] of Object.entries(days).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [nameEn, name = ''] = text.split(',');
    const year = Number(date.slice(0, 4));
    const named = years.get(year) ?? [];
    named.push({ date, name, ...(nameEn ? { nameEn } : {}) });
    years.set(year, named);
  }
  return years;
}
