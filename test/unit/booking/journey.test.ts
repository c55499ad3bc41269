import { expect } from 'chai';
import type { DraftAnswers } from '../../../src/features/booking/draft.js';
import {
  changedSince,
  mayAnswer,
  mayShow,
  nextStep,
  STEP_NAMES,
  stepsThatDiffer,
} from '../../../src/features/booking/journey.js';

const NOW = new Date('2026-11-02T01:00:00Z');
const LATER = new Date('2026-11-02T01:10:00Z').toISOString();
const COMPLETE: DraftAnswers = {
  business: 'marriage',
  people: {
    attendance: 'both',
    first: { role: 'male', document: 'resident-id', household: '440300', isSoldier: false },
    second: { role: 'female', document: 'resident-id', household: '430100', isSoldier: false },
  },
  hall: 'futian',
  time: { date: '2026-11-09', start: '09:00', end: '09:30', hold: 'hold', heldUntil: LATER },
  details: { first: { name: '甲', number: '1' }, second: { name: '乙', number: '2' } },
  contact: { phone: '13800000000', verified: { token: 'token', until: LATER } },
};

describe('the order of the journey', () => {
  it('asks for one thing after another', () => {
    const order: (keyof DraftAnswers)[] = ['people', 'hall', 'time', 'details', 'contact'];
    const reached = order.map((_, index) => nextStep(without(COMPLETE, ...order.slice(index)), NOW));
    expect([...reached, nextStep(COMPLETE, NOW)]).to.deep.equal(STEP_NAMES);
  });

  it('goes back to the time when the hold has run out, on its very last instant', () => {
    const end = new Date(LATER);
    expect(nextStep(COMPLETE, new Date(end.getTime() - 1))).to.equal('check');
    expect(nextStep(COMPLETE, end)).to.equal('time');
    expect(nextStep({ ...COMPLETE, time: { ...COMPLETE.time!, lost: 'slot-closed' } }, NOW)).to.equal('time');
  });

  it('shows no page after an open one, but takes what was typed while a hold ran out', () => {
    const end = new Date(LATER);
    expect(mayShow('details', COMPLETE, end)).to.equal(false);
    expect(mayAnswer('details', COMPLETE)).to.equal(true);
    expect(mayAnswer('details', without(COMPLETE, 'time'))).to.equal(false);
  });

  it('asks for a number again when only that is missing', () => {
    const details = { ...COMPLETE.details, second: { name: '乙', number: '' } };
    expect(nextStep({ ...COMPLETE, details }, NOW)).to.equal('details');
  });

  it('knows by name what another tab changed, and that a new hold of the same time is no change', () => {
    const moved = { ...COMPLETE, time: { ...COMPLETE.time!, start: '10:00' } };
    const renewed = { ...COMPLETE, time: { ...COMPLETE.time!, hold: 'another', heldUntil: NOW.toISOString() } };
    expect(stepsThatDiffer(COMPLETE, moved)).to.deep.equal(['time']);
    expect(stepsThatDiffer(COMPLETE, renewed)).to.deep.equal([]);
    expect(changedSince({ ...COMPLETE, changedIn: { hall: 3, time: 5 } }, 4)).to.deep.equal(['time']);
  });
});

function without(answers: DraftAnswers, ...names: (keyof DraftAnswers)[]): DraftAnswers {
  const kept = Object.entries(answers).filter(([name]) => !names.includes(name as keyof DraftAnswers));
  return Object.fromEntries(kept) as unknown as DraftAnswers;
}
