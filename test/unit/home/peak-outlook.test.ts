import { expect } from 'chai';
import { outlookOf } from '../../../src/features/home/peak-outlook.js';
import type { AvailableDay, AvailableSlot } from '../../../src/features/slots/index.js';

const QIXI = '2026-08-19';

describe('the outlook of a peak day', () => {
  it('adds up the places of every hall that serves it', () => {
    const outlook = outlookOf(QIXI, [
      hall('available', { free: 30 }),
      hall('few', { free: 2 }),
      hall('full', { free: 0 }),
    ]);
    expect(outlook).to.include({ state: 'available', free: 32, hallCount: 3 });
  });

  it('tells the earliest release when no hall has released it', () => {
    const [early, late] = [new Date('2026-08-09T04:30:00Z'), new Date('2026-08-10T04:30:00Z')];
    const outlook = outlookOf(QIXI, [
      hall('not-yet-released', { releaseAt: late }),
      hall('not-yet-released', { releaseAt: early }),
    ]);
    expect(outlook).to.deep.include({ state: 'not-yet-released', releaseAt: early, free: 0 });
  });

  it('is full when every hall that serves it is', () => {
    expect(outlookOf(QIXI, [hall('full', { free: 0 }), hall('closed')])).to.include({ state: 'full', hallCount: 1 });
  });

  it('does not exist when every hall is closed, or on an ordinary day', () => {
    expect(outlookOf(QIXI, [hall('closed')])).to.equal(undefined);
    expect(outlookOf('2026-08-18', [hall('available', { free: 1 })])).to.equal(undefined);
  });
});

function hall(state: AvailableDay['state'], change: Partial<AvailableSlot> = {}) {
  const at = new Date('2026-08-19T01:00:00Z');
  const slot: AvailableSlot = {
    start: '09:00',
    end: '09:30',
    startsAt: at,
    endsAt: at,
    lane: 'online',
    state,
    ...change,
  };
  return { hall: { timeZone: 'Asia/Shanghai' }, day: { date: QIXI, state, free: 0, slots: [slot] } };
}
