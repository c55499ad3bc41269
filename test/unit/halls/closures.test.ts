import { expect } from 'chai';
import { createWorkCalendar } from '../../../src/features/calendar/index.js';
import { type Closure, openingOn, windowsClosed } from '../../../src/features/halls/index.js';
import { testHall } from '../../support/halls.js';

const reason = { 'zh-CN': '停电', en: 'Power cut' };
const MONDAY = '2026-11-09';
const calendar = createWorkCalendar([]);

describe('closures', () => {
  const opening = (...closures: Omit<Closure, 'reason'>[]) =>
    openingOn(testHall({ closures: closures.map((closure) => ({ ...closure, reason })) }), MONDAY, calendar);

  it('of whole days leave nothing open', () => {
    expect(opening({ from: MONDAY, to: MONDAY })).to.deep.equal([]);
  });

  it('of part of a day leave the rest, cut wherever they begin and end', () => {
    expect(opening({ from: MONDAY, to: MONDAY, hours: { from: '14:00', to: '17:00' } })).to.deep.equal([
      { from: '09:00', to: '12:00' },
    ]);
    expect(opening({ from: MONDAY, to: MONDAY, hours: { from: '10:00', to: '15:00' } })).to.deep.equal([
      { from: '09:00', to: '10:00' },
      { from: '15:00', to: '17:00' },
    ]);
    expect(opening({ from: MONDAY, to: MONDAY, hours: { from: '10:00', to: '10:30' } })).to.deep.equal([
      { from: '09:00', to: '10:00' },
      { from: '10:30', to: '12:00' },
      { from: '14:00', to: '17:00' },
    ]);
  });

  it('of windows leave the hall open', () => {
    const windows = { business: 'marriage', count: 1 } as const;
    expect(opening({ from: MONDAY, to: MONDAY, windows })).to.have.length(2);
  });

  it('of windows add up where they overlap', () => {
    const windows = { business: 'marriage', count: 1 } as const;
    const closures = [
      { from: MONDAY, to: MONDAY, windows, reason },
      { from: MONDAY, to: MONDAY, windows, hours: { from: '14:00', to: '15:00' }, reason },
    ];
    const closed = (from: string, to: string, business: 'marriage' | 'counselling' = 'marriage') =>
      windowsClosed({ closures }, { date: MONDAY, business, span: { from, to } });
    expect([closed('13:30', '14:00'), closed('14:30', '15:00'), closed('14:00', '14:30', 'counselling')]).to.deep.equal(
      [1, 2, 0],
    );
  });
});
