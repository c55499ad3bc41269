import { expect } from 'chai';
import { checkHolidayYear, packagedHolidayYears } from '../../../src/features/calendar/index.js';
import type { HolidayYear } from '../../../src/features/calendar/index.js';
import { holidayChanges } from '../../../src/features/calendar/holiday-changes.js';

function notice(change: Partial<HolidayYear> = {}): HolidayYear {
  const year = packagedHolidayYears().find((candidate) => candidate.year === 2026);
  if (!year) throw new Error('the package lost 2026');
  return { ...year, ...change };
}

const codes = (year: HolidayYear): string[] => checkHolidayYear(year).map(({ field, code }) => `${field} ${code}`);

describe('checking a holiday notice', () => {
  it('accepts every packaged year since the festivals became statutory', () => {
    for (const year of packagedHolidayYears().filter((candidate) => candidate.year >= 2021)) {
      expect(checkHolidayYear(year), String(year.year)).to.deep.equal([]);
    }
  });

  it('refuses a date of another year, a date that is none, and a date listed twice', () => {
    const { holidays } = notice();
    const added = [
      { date: '2027-01-01', name: '元旦' },
      { date: '2026-02-30', name: '春节' },
      { date: '2026-10-01', name: '国庆节' },
    ];
    const at = holidays.length;
    expect(codes(notice({ holidays: [...holidays, ...added] }))).to.deep.equal([
      `holidays.${at}.date holiday-other-year`,
      `holidays.${at + 1}.date not-a-date`,
      `holidays.${at + 2}.date holiday-twice`,
    ]);
  });

  it('refuses a workday that is also a holiday, and one in the middle of a week', () => {
    const workdays = [
      { date: '2026-10-03', name: '国庆节' },
      { date: '2026-08-19', name: '国庆节' },
    ];
    expect(codes(notice({ workdays }))).to.deep.equal([
      'workdays.0.date holiday-and-workday',
      'workdays.1.date workday-not-weekend',
    ]);
  });

  it('names each statutory festival that is missing', () => {
    const holidays = notice().holidays.filter(({ name }) => name !== '端午' && name !== '清明');
    const errors = checkHolidayYear(notice({ holidays }));
    expect(errors.map(({ params }) => params?.['festival'])).to.deep.equal(['清明', '端午']);
  });

  it('says what differs from the year known before', () => {
    const before = notice();
    const after = notice({
      holidays: [...before.holidays.slice(1), { date: '2026-12-31', name: '元旦' }],
      workdays: before.workdays.map((day, index) => (index === 0 ? { ...day, name: '调休' } : day)),
    });
    expect(holidayChanges(before, after)).to.deep.equal({
      holidaysAdded: ['2026-12-31'],
      holidaysRemoved: ['2026-01-01'],
      workdaysAdded: [],
      workdaysRemoved: [],
      renamed: ['2026-01-04'],
    });
    expect(holidayChanges(undefined, after).holidaysAdded).to.have.length(after.holidays.length);
  });
});
