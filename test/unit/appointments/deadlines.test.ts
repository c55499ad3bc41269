import { expect } from 'chai';
import { deadlinesOf, mayCancel, mayReschedule } from '../../../src/features/appointments/index.js';
import { DEFAULT_POLICY } from '../../../src/features/halls/index.js';

const STARTS = new Date('2026-11-09T09:00:00+08:00');
const deadlines = deadlinesOf({ date: '2026-11-09', startsAt: STARTS, timeZone: 'Asia/Shanghai' }, DEFAULT_POLICY);
const EVENING_BEFORE = new Date('2026-11-08T23:59:59+08:00');
const MORNING = new Date('2026-11-09T00:00:00+08:00');

const standing = { state: 'confirmed', isSlotClosed: false, reschedulesLeft: 1 } as const;

describe('what a couple may still do', () => {
  it('is free until the day begins, and a late cancellation until the slot does', () => {
    expect(mayCancel(standing, deadlines, EVENING_BEFORE)).to.equal('yes');
    expect(mayCancel(standing, deadlines, MORNING)).to.equal('late');
    expect(mayCancel(standing, deadlines, STARTS)).to.equal('too-late');
    expect(mayReschedule(standing, deadlines, EVENING_BEFORE)).to.equal('yes');
    expect(mayReschedule(standing, deadlines, MORNING)).to.equal('too-late');
  });

  it('ends with the reschedules, and with the appointment', () => {
    expect(mayReschedule({ ...standing, reschedulesLeft: 0 }, deadlines, EVENING_BEFORE)).to.equal(
      'no-reschedules-left',
    );
    const cancelled = { ...standing, state: 'cancelled', isSlotClosed: true } as const;
    expect(mayReschedule(cancelled, deadlines, EVENING_BEFORE)).to.equal('not-active');
    expect(mayCancel(cancelled, deadlines, EVENING_BEFORE)).to.equal('not-active');
  });

  it('is never held against them when the hall closed the slot', () => {
    const closed = { ...standing, isSlotClosed: true, reschedulesLeft: 0 };
    expect(mayReschedule(closed, deadlines, EVENING_BEFORE)).to.equal('yes');
    expect(mayReschedule(closed, deadlines, MORNING)).to.equal('yes');
    expect(mayCancel(closed, deadlines, MORNING)).to.equal('yes');
    expect(mayReschedule(closed, deadlines, STARTS)).to.equal('too-late');
  });
});
