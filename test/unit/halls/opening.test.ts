import { expect } from 'chai';
import { createWorkCalendar, packagedHolidayYears } from '../../../src/features/calendar/index.js';
import { openingOn } from '../../../src/features/halls/index.js';
import { testHall } from '../../support/halls.js';

const calendar = createWorkCalendar(packagedHolidayYears());
const note = { 'zh-CN': '说明', en: 'Note' };
const usual = [
  { from: '09:00', to: '12:00' },
  { from: '14:00', to: '17:00' },
];
const short = [{ from: '10:00', to: '11:00' }];

describe('openingOn', () => {
  const opening = (date: string, overrides: Parameters<typeof testHall>[0] = {}) =>
    openingOn(testHall(overrides), date, calendar);

  it('follows the weekly pattern', () => {
    expect(opening('2026-11-09')).to.deep.equal(usual);
    expect(opening('2026-11-14')).to.deep.equal([]);
  });

  for (const [which, date] of [
    ['first', '2026-11-09'],
    ['last but one', '2026-11-12'],
    ['last', '2026-11-13'],
  ] as const) {
    it(`changes the ${which} day of a week and no other`, () => {
      const exceptions = [{ date, hours: short, note }];
      const week = ['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13'];
      const changed = week.filter((day) => opening(day, { exceptions }).length === 1);
      expect(changed).to.deep.equal([date]);
    });

    it(`closes from and to the ${which} day inclusively`, () => {
      const closures = [{ from: date, to: date, reason: note }];
      expect(opening(date, { closures })).to.deep.equal([]);
      expect(opening('2026-11-10', { closures })).to.deep.equal(usual);
    });
  }

  it('lets a holiday win over the weekly pattern', () => {
    expect(opening('2026-10-01')).to.deep.equal([]);
    expect(opening('2026-02-17')).to.deep.equal([]);
  });

  it('opens a make-up Saturday or Sunday with Friday’s hours', () => {
    expect(opening('2026-02-14')).to.deep.equal(usual);
    expect(opening('2026-09-20')).to.deep.equal(usual);
  });

  it('lets a weekday’s own hours win on a make-up Saturday', () => {
    const saturday = { weekday: 6 as const, from: '09:00', to: '10:00' };
    expect(opening('2026-02-14', { opening: [...testHall().opening, saturday] })).to.deep.equal([
      { from: '09:00', to: '10:00' },
    ]);
  });

  it('lets a named day win over a holiday, and a closure over everything', () => {
    const exceptions = [{ date: '2026-10-01', hours: short, note }];
    expect(opening('2026-10-01', { exceptions })).to.deep.equal(short);
    const closures = [{ from: '2026-09-30', to: '2026-10-02', reason: note }];
    expect(opening('2026-10-01', { exceptions, closures })).to.deep.equal([]);
  });
});
