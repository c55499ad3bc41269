/** A day in a hall's own time zone, `YYYY-MM-DD`. Strings of this form sort and compare as the days they name. */
export type CivilDate = string;

/** ISO weekday: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** `YYYY-MM` */
export type CivilMonth = string;

const DAY_MS = 86_400_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export function isCivilDate(value: unknown): value is CivilDate {
  return typeof value === 'string' && DATE.test(value) && fromEpochDay(Math.round(parse(value) / DAY_MS)) === value;
}

export function isCivilMonth(value: unknown): value is CivilMonth {
  return typeof value === 'string' && MONTH.test(value);
}

export function civilDate(year: number, month: number, day: number): CivilDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return fromEpochDay(epochDay(date) + days);
}

/** Whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return epochDay(to) - epochDay(from);
}

export function compareDates(a: CivilDate, b: CivilDate): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function weekdayOf(date: CivilDate): Weekday {
  // 1970-01-01 was a Thursday.
  return (((((epochDay(date) + 3) % 7) + 7) % 7) + 1) as Weekday;
}

export function yearOf(date: CivilDate): number {
  return Number(date.slice(0, 4));
}

export function monthOf(date: CivilDate): CivilMonth {
  return date.slice(0, 7);
}

export function addMonths(month: CivilMonth, months: number): CivilMonth {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return civilDate(Math.floor(index / 12), (index % 12) + 1, 1).slice(0, 7);
}

/** Every date from the first to the last, both included. */
export function datesBetween(first: CivilDate, last: CivilDate): CivilDate[] {
  return Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, index) => addDays(first, index));
}

/** The weeks that show a month, Monday first, filled up with the neighbouring months' days. */
export function monthGrid(month: CivilMonth): CivilDate[][] {
  const first = `${month}-01`;
  const last = addDays(`${addMonths(month, 1)}-01`, -1);
  const start = addDays(first, 1 - weekdayOf(first));
  const weeks = Math.ceil((daysBetween(start, last) + 1) / 7);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (__, day) => addDays(start, week * 7 + day)),
  );
}

function epochDay(date: CivilDate): number {
  const milliseconds = parse(date);
  if (Number.isNaN(milliseconds)) throw new RangeError(`not a date: ${date}`);
  return milliseconds / DAY_MS;
}

// The date-only form of ECMAScript is always UTC, so no zone can slip in.
function parse(date: CivilDate): number {
  return Date.parse(date);
}

function fromEpochDay(day: number): CivilDate {
  const milliseconds = day * DAY_MS;
  return Number.isNaN(milliseconds) ? '' : new Date(milliseconds).toISOString().slice(0, 10);
}
