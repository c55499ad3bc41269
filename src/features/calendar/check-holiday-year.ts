import type { FieldError } from '../../errors/index.js';
import { isCivilDate, weekdayOf, yearOf } from './civil-date.js';
import type { HolidayYear, NamedDay } from './holiday-year.js';
import { statutoryFestivals } from './statutory-festivals.js';

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/** Everything wrong with a year somebody wants to import, in the order of the form; empty when it is a whole notice. */
export function checkHolidayYear({ year, source, holidays, workdays }: HolidayYear): FieldError[] {
  const errors: FieldError[] = [];
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR)
    errors.push({ field: 'year', code: 'holiday-year' });
  if (source.trim() === '') errors.push({ field: 'source', code: 'required' });
  errors.push(...checkDays('holidays', holidays, year), ...checkDays('workdays', workdays, year));
  errors.push(...checkWorkdays(holidays, workdays));
  for (const { name, mention } of statutoryFestivals) {
    if (holidays.some((holiday) => mention.test(holiday.name))) continue;
    errors.push({ field: 'holidays', code: 'holiday-festival-missing', params: { festival: name } });
  }
  return errors;
}

function checkDays(list: 'holidays' | 'workdays', days: readonly NamedDay[], year: number): FieldError[] {
  const seen = new Set<string>();
  return days.flatMap(({ date, name }, index) => {
    const field = `${list}.${index}.date`;
    const params = { date, year };
    const errors: FieldError[] = [];
    if (!isCivilDate(date)) errors.push({ field, code: 'not-a-date' });
    else if (yearOf(date) !== year) errors.push({ field, code: 'holiday-other-year', params });
    else if (seen.has(date)) errors.push({ field, code: 'holiday-twice', params });
    if (name.trim() === '') errors.push({ field: `${list}.${index}.name`, code: 'required' });
    seen.add(date);
    return errors;
  });
}

function checkWorkdays(holidays: readonly NamedDay[], workdays: readonly NamedDay[]): FieldError[] {
  const off = new Set(holidays.map(({ date }) => date));
  return workdays.flatMap(({ date }, index) => {
    const field = `workdays.${index}.date`;
    if (off.has(date)) return [{ field, code: 'holiday-and-workday', params: { date } }];
    if (isCivilDate(date) && weekdayOf(date) < 6) return [{ field, code: 'workday-not-weekend', params: { date } }];
    return [];
  });
}
