import { expect } from 'chai';
import { createWorkCalendar } from '../../../src/features/calendar/index.js';
import type { Closure, Hall } from '../../../src/features/halls/index.js';
import { planChanges } from '../../../src/features/slots/plan-changes.js';
import { planSlots, type SlotRecord } from '../../../src/features/slots/index.js';
import { testHall } from '../../support/halls.js';

const DAY = '2026-11-09';
const NOW = new Date('2026-11-02T01:00:00Z');
const reason = { 'zh-CN': '停电', en: 'Power cut' };
const calendar = createWorkCalendar([]);

describe('planChanges', () => {
  const hall = testHall();
  const NINE = `futian/${DAY}/09:00/marriage/online`;

  it('finds nothing to do where the slots are as planned', () => {
    const { create, change, close, reopen, stranded } = compare(hall, stored());
    expect([create, change, close, reopen, stranded].map(({ length }) => length)).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it('closes what the hours no longer make, naming who holds a place for good', () => {
    const slots = stored({ [NINE]: { claims: [claim('a'), claim('held', '2026-11-02T01:05:00Z')] } });
    const { close, stranded } = compare(closedBy({ hours: { from: '09:00', to: '09:30' } }), slots);
    expect(new Set(close.map(({ start }) => start))).to.deep.equal(new Set(['09:00']));
    expect(stranded).to.deep.equal([{ slotId: NINE, holders: ['a'], because: 'closed' }]);
  });

  it('names the last who came when there are fewer windows, and offers no place there', () => {
    const slots = stored({ [NINE]: { claims: ['a', 'b', 'c'].map((holder) => claim(holder)) } });
    const { stranded, places, change } = compare(closedBy({ windows: { business: 'marriage', count: 1 } }), slots);
    expect(stranded).to.deep.equal([{ slotId: NINE, holders: ['c'], because: 'short' }]);
    expect(places.find(({ slot }) => slot._id === NINE)?.free).to.equal(0);
    expect(change.some(({ slot }) => slot._id === NINE)).to.equal(true);
  });

  it('keeps the times people booked when a part in between is closed', () => {
    const { create, close } = compare(closedBy({ hours: { from: '14:10', to: '14:20' } }), stored());
    expect(create).to.deep.equal([]);
    expect(new Set(close.map(({ start }) => start))).to.deep.equal(new Set(['14:00']));
  });

  it('leaves places set by hand alone, except that a closed hall serves nobody', () => {
    const slots = stored({ [NINE]: { isPinned: true, capacity: 40 } });
    expect(compare(hall, slots).change).to.deep.equal([]);
    const closed = compare(closedBy({}), slots);
    expect(closed.close.some(({ _id }) => _id === NINE)).to.equal(true);
    const shut = stored({ [NINE]: { isPinned: true, capacity: 40, isClosed: true } });
    expect(compare(hall, shut).reopen.map(({ _id }) => _id)).to.deep.equal([NINE]);
  });

  function closedBy(span: Omit<Closure, 'from' | 'to' | 'reason'>): Hall {
    return testHall({ closures: [{ from: DAY, to: DAY, ...span, reason }] });
  }

  function compare(after: Hall, slots: SlotRecord[]) {
    return planChanges({ hall: after, planned: planSlots(after, DAY, calendar), stored: slots, now: NOW });
  }

  function stored(over: Record<string, Partial<SlotRecord>> = {}): SlotRecord[] {
    return planSlots(hall, DAY, calendar).map((slot) => ({
      ...slot,
      isClosed: false,
      isPinned: false,
      claims: [],
      ...over[slot._id],
    }));
  }

  function claim(holder: string, until?: string) {
    return { holder, until: until === undefined ? null : new Date(until), at: NOW };
  }
});
