import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDays,
  createWorkCalendar,
  daysBetween,
  divorceDates,
  type HolidayYear,
  packagedHolidayYears,
} from '../../../src/features/calendar/index.js';
import { closeOfBusiness, mayIssue, mayWithdraw, walkInFrom } from '../../../src/features/divorce/divorce-deadlines.js';
import { DIVORCE_STATES, phaseOn, stateAfter } from '../../../src/features/divorce/divorce-state.js';
import { newReceiptNumber, normaliseReceiptNumber } from '../../../src/features/divorce/receipt-number.js';
import { testHall } from '../../support/halls.js';

const calendar = createWorkCalendar(packagedHolidayYears());
const dates = divorceDates('2026-08-19', calendar);

describe('where a divorce application stands', () => {
  it('is cooling off, then in its window, then expired, by date alone', () => {
    const phases = ['2026-08-19', '2026-09-18', '2026-09-19', '2026-10-19', '2026-10-20'].map((today) =>
      phaseOn({ state: 'accepted', dates }, today),
    );
    expect(phases).to.deep.equal(['cooling', 'cooling', 'issue-window', 'issue-window', 'expired']);
  });

  it('is what the store says once it is closed, whatever the day', () => {
    for (const state of DIVORCE_STATES.filter((each) => each !== 'accepted')) {
      expect(phaseOn({ state, dates }, '2026-08-20')).to.equal(state);
      expect(stateAfter(state, 'issue')).to.equal(undefined);
      expect(stateAfter(state, 'withdraw')).to.equal(undefined);
    }
  });

  it('never issues outside the window, whatever the calendar', () => {
    const day = fc
      .integer({ min: 0, max: daysBetween('2025-01-01', '2027-12-31') })
      .map((days) => addDays('2025-01-01', days));
    const accepted = fc.integer({ min: 0, max: 500 }).map((days) => addDays('2025-01-01', days));
    fc.assert(
      fc.property(accepted, day, anyCalendar(), fc.boolean(), (acceptedOn, today, years, rollCoolingEnd) => {
        const computed = divorceDates(acceptedOn, createWorkCalendar(years), { rollCoolingEnd });
        const answer = mayIssue({ state: 'accepted', dates: computed }, today);
        expect(answer === 'yes').to.equal(today >= computed.issueStart && today <= computed.issueEnd);
        if (answer === 'yes') expect(daysBetween(acceptedOn, today)).to.be.above(30);
      }),
    );
  });

  it('never allows a withdrawal and a certificate on the same day', () => {
    const day = fc.integer({ min: -5, max: 90 }).map((days) => addDays('2026-08-19', days));
    fc.assert(
      fc.property(day, (today) => {
        const now = new Date(`${today}T02:00:00Z`);
        const closesAt = closeOfBusiness(testHall(), dates.coolEnd, calendar);
        const withdrawal = mayWithdraw({ state: 'accepted', dates }, { today, now, closesAt });
        const issue = mayIssue({ state: 'accepted', dates }, today);
        expect([withdrawal, issue].filter((answer) => answer === 'yes')).to.have.length.at.most(1);
      }),
    );
  });
});

describe('withdrawing', () => {
  const closesAt = closeOfBusiness(testHall(), dates.coolEnd, calendar);
  const ask = (today: string, time: string) =>
    mayWithdraw({ state: 'accepted', dates }, { today, now: new Date(`${today}T${time}+08:00`), closesAt });

  it('is possible until close of business on the last day of the cooling-off period', () => {
    expect(ask('2026-09-18', '16:59:59')).to.equal('yes');
    expect(ask('2026-09-18', '17:00:00')).to.equal('cooling-over');
    expect(ask('2026-09-20', '10:00:00')).to.equal('cooling-over');
  });

  it('ends with the day where the hall does not open on it', () => {
    expect(closeOfBusiness(testHall(), '2026-10-03', calendar).toISOString()).to.equal('2026-10-03T16:00:00.000Z');
  });
});

describe('the walk-in right', () => {
  it('covers the last five working days of the window, a make-up Sunday among them', () => {
    expect(walkInFrom({ issueStart: '2026-09-19', issueEnd: '2026-10-19' }, calendar)).to.equal('2026-10-13');
    expect(walkInFrom({ issueStart: '2026-08-25', issueEnd: '2026-09-23' }, calendar)).to.equal('2026-09-18');
  });

  it('never begins before the window', () => {
    expect(walkInFrom({ issueStart: '2026-10-15', issueEnd: '2026-10-16' }, calendar)).to.equal('2026-10-15');
  });
});

describe('a receipt number', () => {
  it('is read however it is typed', () => {
    const typed = ['LH-7K3M-9Q2P', 'lh7k3m9q2p', ' 7K3M-9Q2P ', 'ＬＨ－７Ｋ３Ｍ－９Ｑ２Ｐ'];
    expect(typed.map(normaliseReceiptNumber)).to.deep.equal(Array(4).fill('LH-7K3M-9Q2P'));
    expect(normaliseReceiptNumber('XYAB-1234')).to.equal('LH-XYAB-1234');
  });

  it('cannot be anything else', () => {
    for (const text of ['', 'LH', 'LH-7K3M', 'XY-7K3M-9Q2P', 'LH-7K3M-9Q2P-1', 'LH-7K3M-9Q2U'])
      expect(normaliseReceiptNumber(text), text).to.equal(undefined);
  });

  it('reads back as itself', () => {
    for (let count = 0; count < 200; count += 1) {
      const number = newReceiptNumber();
      expect(normaliseReceiptNumber(number)).to.equal(number);
    }
  });
});

/** Published years with holidays and make-up days scattered at random. */
function anyCalendar(): fc.Arbitrary<HolidayYear[]> {
  const days = (year: number) =>
    fc
      .uniqueArray(fc.integer({ min: 0, max: 364 }), { maxLength: 40 })
      .map((offsets) => offsets.map((offset) => ({ date: addDays(`${year}-01-01`, offset), name: '假日' })));
  const year = (number: number) =>
    fc.tuple(days(number), days(number)).map(([holidays, workdays]) => ({
      year: number,
      source: 'generated',
      holidays,
      workdays: workdays.filter(({ date }) => !holidays.some((holiday) => holiday.date === date)),
    }));
  return fc.tuple(year(2025), year(2026), year(2027)).map((years) => [...years]);
}
