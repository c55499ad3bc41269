import { expect } from 'chai';
import { isRefusalReason, mayCheckIn, mayUndo, refusalReasons } from '../../../src/features/appointments/index.js';
import { parseSerial } from '../../../src/features/appointments/certificate-serial.js';
import { placeOf } from '../../../src/features/desk/place.js';
import { mayTake, stateAfterAction, statesBefore, TICKET_ACTIONS } from '../../../src/features/desk/ticket-state.js';

const NOW = new Date('2026-11-09T01:00:00Z');
const DAY = { today: '2026-11-09', from: new Date('2026-11-09T00:30:00Z'), closesAt: new Date('2026-11-09T09:00:00Z') };

describe('a ticket', () => {
  it('that was put aside or finished is never called by itself', () => {
    expect(statesBefore('call')).to.deep.equal(['waiting']);
    const callers = TICKET_ACTIONS.filter((action) => stateAfterAction(action) === 'called' && mayTake(action, 'held'));
    expect(callers).to.deep.equal(['resume']);
    expect(TICKET_ACTIONS.filter((action) => mayTake(action, 'cancelled'))).to.deep.equal([]);
  });

  it('is finished only by whoever serves it', () => {
    expect(statesBefore('finish')).to.deep.equal(['serving']);
    expect(statesBefore('serve')).to.deep.equal(['called']);
  });

  it('says where a couple is; the appointment says how it ended', () => {
    expect(placeOf({ state: 'confirmed' }, undefined)).to.equal('booked');
    expect(placeOf({ state: 'checked-in' }, { state: 'held' })).to.equal('held');
    expect(placeOf({ state: 'completed' }, { state: 'serving' })).to.equal('done');
    expect(placeOf({ state: 'no-show' }, undefined)).to.equal('no-show');
  });
});

describe('the rules of check-in', () => {
  const booked = { state: 'confirmed', date: '2026-11-09' } as const;

  it('let a booked couple in on its day, within its hours', () => {
    expect(mayCheckIn(booked, DAY, NOW)).to.equal('yes');
    expect(mayCheckIn(booked, DAY, new Date(DAY.from.getTime() - 1))).to.equal('check-in-too-early');
    expect(mayCheckIn(booked, DAY, DAY.closesAt)).to.equal('check-in-too-late');
    expect(mayCheckIn(booked, { ...DAY, closesAt: undefined }, NOW)).to.equal('check-in-too-late');
    expect(mayCheckIn({ ...booked, date: '2026-11-10' }, DAY, NOW)).to.equal('check-in-wrong-day');
  });

  it('have a word of their own for every state that is refused', () => {
    const verdictOf = (state: 'cancelled' | 'checked-in' | 'completed' | 'no-show') =>
      mayCheckIn({ ...booked, state }, DAY, NOW);
    expect(verdictOf('cancelled')).to.equal('check-in-cancelled');
    expect(verdictOf('checked-in')).to.equal('check-in-twice');
    expect(verdictOf('completed')).to.equal('check-in-finished');
    expect(verdictOf('no-show')).to.equal('check-in-missed');
  });

  it('let those back in whose papers were missing, until their day, and nobody who was refused', () => {
    const back = (returnUntil: string) =>
      mayCheckIn(
        { state: 'not-completed', date: '2026-11-02', outcome: { kind: 'incomplete', returnUntil } },
        DAY,
        NOW,
      );
    expect(back('2026-11-09')).to.equal('yes');
    expect(back('2026-11-08')).to.equal('check-in-wrong-day');
    const refused = { state: 'not-completed', date: '2026-11-09', outcome: { kind: 'refused' } } as const;
    expect(mayCheckIn(refused, DAY, NOW)).to.equal('check-in-finished');
  });
});

describe('undoing', () => {
  const line = (action: string, minutesAgo: number) => ({
    action,
    at: new Date(NOW.getTime() - minutesAgo * 60_000),
    actor: 'staff:1',
  });

  it('reaches back five minutes, and thirty days for a no-show', () => {
    expect(mayUndo({ state: 'completed', history: [line('completed', 5)] }, NOW)).to.equal('yes');
    expect(mayUndo({ state: 'completed', history: [line('completed', 5.1)] }, NOW)).to.equal('undo-too-late');
    expect(mayUndo({ state: 'no-show', history: [line('no-show', 60 * 24 * 29)] }, NOW)).to.equal('yes');
  });

  it('looks at the last step that changed the state, not at a comparison of documents', () => {
    const history = [line('checked-in', 9), line('documents-checked', 1)];
    expect(mayUndo({ state: 'checked-in', history }, NOW)).to.equal('undo-too-late');
    expect(mayUndo({ state: 'confirmed', history: [line('booked', 1)] }, NOW)).to.equal('not-undoable');
    expect(mayUndo({ state: 'checked-in', history: [line('walked-in', 1)] }, NOW)).to.equal('undo-walk-in');
  });
});

describe('certificate numbers', () => {
  const read = (text: string, business: 'marriage' | 'reissue-divorce' = 'marriage') =>
    parseSerial(text, { business, year: 2026 });

  it('are read however they were typed', () => {
    expect(read(' j440304–2026－000123 ')).to.deep.equal({ ok: true, serial: 'J440304-2026-000123' });
    expect(read('BL440304-2026-000123', 'reissue-divorce')).to.include({ ok: true });
  });

  it('are refused for the wrong kind, year or form', () => {
    expect(read('L440304-2026-000123')).to.include({ code: 'certificate-kind' });
    expect(read('J440304-2025-000123')).to.include({ code: 'certificate-year' });
    expect(read('J440304-2026-')).to.include({ code: 'certificate-format' });
    expect(read('')).to.include({ code: 'required' });
  });
});

describe('the legal reasons', () => {
  it('are those of the business and no other’s', () => {
    expect(isRefusalReason('marriage', 'under-age')).to.equal(true);
    expect(isRefusalReason('divorce-application', 'under-age')).to.equal(false);
    expect(refusalReasons('counselling')).to.deep.equal([]);
  });
});
