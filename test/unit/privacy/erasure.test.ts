import { expect } from 'chai';
import { erasureOf } from '../../../src/features/appointments/index.js';

const rules = {
  now: new Date('2026-12-01T02:00:00Z'),
  timeZone: 'Asia/Shanghai',
  noShow: { count: 2, withinDays: 30, blockDays: 15 },
  keptUntil: '2028-11-08',
};
const settled = new Date('2026-11-09T02:00:00Z');

describe('what of an appointment may be erased', () => {
  it('is nothing while it is active', () => {
    for (const state of ['confirmed', 'checked-in'] as const)
      expect(erasureOf({ state, date: '2026-12-09', updatedAt: settled }, rules)).to.include({ why: 'active' });
  });

  it('is everything a day after it was cancelled', () => {
    const cancelled = { state: 'cancelled', date: '2026-12-09' } as const;
    expect(erasureOf({ ...cancelled, updatedAt: settled }, rules)).to.deep.equal({ may: 'yes' });
    expect(erasureOf({ ...cancelled, updatedAt: new Date('2026-12-01T01:00:00Z') }, rules)).to.deep.equal({
      may: 'no',
      why: 'just-changed',
      until: '2026-12-02',
    });
  });

  it('waits until a miss no longer counts', () => {
    const missed = { state: 'no-show', updatedAt: settled } as const;
    expect(erasureOf({ ...missed, date: '2026-11-09' }, rules)).to.include({ why: 'missed', until: '2026-12-24' });
    expect(erasureOf({ ...missed, date: '2026-10-01' }, rules)).to.deep.equal({ may: 'yes' });
  });

  it('waits until they can no longer come back with it', () => {
    const outcome = { kind: 'incomplete', returnUntil: '2026-12-05' } as const;
    const open = { state: 'not-completed', date: '2026-11-09', updatedAt: settled, outcome } as const;
    expect(erasureOf(open, rules)).to.include({ why: 'may-return', until: '2026-12-05' });
    expect(erasureOf({ ...open, outcome: { kind: 'incomplete', returnUntil: '2026-11-30' } }, rules).may).to.equal(
      'yes',
    );
  });

  it('is nothing of a registration before retention ends', () => {
    expect(erasureOf({ state: 'completed', date: '2026-11-09', updatedAt: settled }, rules)).to.deep.equal({
      may: 'no',
      why: 'registered',
      until: '2028-11-08',
    });
  });
});
