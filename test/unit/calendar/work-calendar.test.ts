import { expect } from 'chai';
import {
  createWorkCalendar,
  datesBetween,
  mergeHolidayYears,
  packagedHolidayYears,
} from '../../../src/features/calendar/index.js';

const calendar = createWorkCalendar(packagedHolidayYears());

describe('working calendar', () => {
  it('knows the years its package really contains', () => {
    const years = packagedHolidayYears().map(({ year }) => year);
    expect(years).to.include.members([2021, 2022, 2023, 2024, 2025, 2026]);
    expect(calendar.isPublished(2026)).to.equal(true);
    expect(calendar.isPublished(2038)).to.equal(false);
  });

  it('knows the State Council’s days off and make-up workdays of 2025 and 2026', () => {
    const springFestival = datesBetween('2026-02-15', '2026-02-23');
    expect(springFestival.every((date) => calendar.holidayOn(date)?.name === '春节')).to.equal(true);
    expect(calendar.holidayOn('2026-02-24')).to.equal(undefined);
    for (const date of ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']) {
      expect([calendar.isMakeUpWorkday(date), calendar.isRestDay(date)], date).to.deep.equal([true, false]);
    }
    const nationalDay = datesBetween('2025-10-01', '2025-10-08');
    expect(nationalDay.every((date) => calendar.isRestDay(date))).to.equal(true);
    expect(calendar.holidayOn('2025-10-06')).to.deep.equal({
      date: '2025-10-06',
      name: '中秋',
      nameEn: 'Mid-autumn Festival',
    });
  });

  it('rests on ordinary weekends and works on ordinary weekdays', () => {
    expect(calendar.isRestDay('2026-08-22')).to.equal(true);
    expect(calendar.isRestDay('2026-08-23')).to.equal(true);
    expect(calendar.isRestDay('2026-08-19')).to.equal(false);
  });

  it('knows only what the law fixes of a year that is not published', () => {
    const unpublished = createWorkCalendar(packagedHolidayYears().filter(({ year }) => year < 2026));
    const lawful = datesBetween('2026-01-01', '2026-12-31').filter((date) => unpublished.holidayOn(date));
    expect(lawful).to.deep.equal([
      '2026-01-01',
      ...['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19'],
      '2026-04-05',
      ...['2026-05-01', '2026-05-02'],
      '2026-06-19',
      '2026-09-25',
      ...['2026-10-01', '2026-10-02', '2026-10-03'],
    ]);
    expect(unpublished.isMakeUpWorkday('2026-09-20')).to.equal(false);
  });

  it('agrees with the notices of 2025 and 2026 about the days fixed by law', () => {
    const bare = createWorkCalendar([]);
    const lawful = datesBetween('2025-01-01', '2026-12-31').filter((date) => bare.holidayOn(date));
    expect(lawful).to.have.length(26);
    expect(lawful.filter((date) => !calendar.holidayOn(date))).to.deep.equal([]);
  });

  it('lets an imported year take the place of the packaged one', () => {
    const imported = { year: 2026, source: 'test', holidays: [{ date: '2026-08-19', name: '七夕' }], workdays: [] };
    const merged = createWorkCalendar(mergeHolidayYears(packagedHolidayYears(), [imported]));
    expect(merged.isRestDay('2026-08-19')).to.equal(true);
    expect(merged.isMakeUpWorkday('2026-09-20')).to.equal(false);
    expect(merged.isRestDay('2025-10-08')).to.equal(true);
  });
});
