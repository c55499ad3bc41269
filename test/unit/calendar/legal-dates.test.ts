import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDays,
  createWorkCalendar,
  daysBetween,
  divorceDates,
  packagedHolidayYears,
  roll,
} from '../../../src/features/calendar/index.js';

const calendar = createWorkCalendar(packagedHolidayYears());
const publishedDates = fc
  .integer({ min: 0, max: daysBetween('2007-01-01', '2026-09-30') })
  .map((day) => addDays('2007-01-01', day));

const vectors: [accepted: string, coolEnd: string, issueStart: string, firstOfficeDay: string, issueEnd: string][] = [
  ['2025-01-02', '2025-02-05', '2025-02-06', '2025-02-06', '2025-03-07'],
  ['2025-03-06', '2025-04-07', '2025-04-08', '2025-04-08', '2025-05-07'],
  ['2025-09-02', '2025-10-09', '2025-10-10', '2025-10-10', '2025-11-10'],
  ['2025-12-31', '2026-01-30', '2026-01-31', '2026-02-02', '2026-03-02'],
  ['2026-01-16', '2026-02-24', '2026-02-25', '2026-02-25', '2026-03-26'],
  ['2026-04-01', '2026-05-06', '2026-05-07', '2026-05-07', '2026-06-05'],
  ['2026-08-19', '2026-09-18', '2026-09-19', '2026-09-20', '2026-10-19'],
  ['2026-09-01', '2026-10-08', '2026-10-09', '2026-10-09', '2026-11-09'],
];

describe('legal dates of a divorce', () => {
  for (const [accepted, coolEnd, issueStart, firstOfficeDay, issueEnd] of vectors) {
    it(`accepted on ${accepted}: cooling off until ${coolEnd}, certificates from ${firstOfficeDay} to ${issueEnd}`, () => {
      const expected = { coolEnd, issueStart, firstOfficeDay, issueEnd, provisional: false };
      expect(divorceDates(accepted, calendar)).to.deep.equal(expected);
    });
  }

  it('ends the cooling-off period on the thirtieth day itself where the hall’s setting says so', () => {
    expect(divorceDates('2025-03-06', calendar, { rollCoolingEnd: false })).to.deep.equal({
      coolEnd: '2025-04-05',
      issueStart: '2025-04-06',
      firstOfficeDay: '2025-04-07',
      issueEnd: '2025-05-06',
      provisional: false,
    });
  });

  it('does not roll off a make-up workday', () => {
    expect(roll('2026-09-20', calendar)).to.equal('2026-09-20');
    expect(divorceDates('2026-08-21', calendar).coolEnd).to.equal('2026-09-20');
  });

  it('rolls off a Saturday with voluntary hours, but counts it as the first office day', () => {
    const isOfficeDay = (date: string): boolean => date === '2026-01-31' || !calendar.isRestDay(date);
    expect(divorceDates('2025-12-31', calendar, { isOfficeDay }).firstOfficeDay).to.equal('2026-01-31');
    expect(roll('2026-01-31', calendar)).to.equal('2026-02-02');
  });

  it('is provisional as soon as one deadline falls in a year not yet published', () => {
    const known = createWorkCalendar(packagedHolidayYears().filter(({ year }) => year <= 2025));
    expect(divorceDates('2025-10-31', known).provisional).to.equal(false);
    const across = divorceDates('2025-11-05', known);
    expect([across.coolEnd, across.issueEnd, across.provisional]).to.deep.equal(['2025-12-05', '2026-01-05', true]);
    expect(divorceDates('2025-12-31', known).provisional).to.equal(true);
  });

  it('never lands on a rest day and never moves back', () => {
    fc.assert(
      fc.property(publishedDates, (date) => {
        const rolled = roll(date, calendar);
        expect(calendar.isRestDay(rolled)).to.equal(false);
        expect(rolled >= date).to.equal(true);
        for (let day = date; day < rolled; day = addDays(day, 1)) expect(calendar.isRestDay(day)).to.equal(true);
      }),
    );
  });

  it('never ends the cooling-off period before thirty full days, nor the window before thirty more', () => {
    fc.assert(
      fc.property(publishedDates, fc.boolean(), (accepted, rollCoolingEnd) => {
        const { coolEnd, issueStart, firstOfficeDay, issueEnd } = divorceDates(accepted, calendar, { rollCoolingEnd });
        expect(coolEnd >= addDays(accepted, 30)).to.equal(true);
        expect(issueStart).to.equal(addDays(coolEnd, 1));
        expect(issueEnd >= addDays(coolEnd, 30)).to.equal(true);
        expect(firstOfficeDay >= issueStart && firstOfficeDay <= issueEnd).to.equal(true);
        expect(calendar.isRestDay(firstOfficeDay)).to.equal(false);
      }),
    );
  });
});
