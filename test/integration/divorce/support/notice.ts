import { packagedHolidayYears } from '../../../../src/features/calendar/index.js';

/** The notice of 2026 moved by a year, with one day off more: 2027-01-15. */
export function noticeOf2027() {
  const known = packagedHolidayYears().find(({ year }) => year === 2026)!;
  const holidays = known.holidays.map(({ name }, index) => ({
    name,
    date: `2027-${String(2 + Math.floor(index / 20)).padStart(2, '0')}-${String(1 + (index % 20)).padStart(2, '0')}`,
  }));
  return {
    year: 2027,
    source: '国办发明电',
    holidays: [{ date: '2027-01-15', name: '元旦' }, ...holidays],
    workdays: [],
  };
}
