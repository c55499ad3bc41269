import { expect } from 'chai';
import { createWorkCalendar, packagedHolidayYears } from '../../../src/features/calendar/index.js';
import { dueDate } from '../../../src/features/privacy/requests/due-date.js';

describe('the last day for an answer', () => {
  const calendar = createWorkCalendar(packagedHolidayYears());

  for (const [from, days, due] of [
    ['2026-11-02', 15, '2026-11-23'],
    ['2026-11-06', 1, '2026-11-09'],
    // National Day and its make-up Saturday.
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-10-08', 2, '2026-10-10'],
  ] as const)
    it(`is ${due} for ${days} working days after ${from}`, () => {
      expect(dueDate(from, days, calendar)).to.equal(due);
    });
});
