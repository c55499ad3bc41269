import { expect } from 'chai';
import fc from 'fast-check';
import {
  BOOKED_PER_WALK_IN,
  countBookedSinceWalkIn,
  nextFor,
  type QueuedTicket,
  queueOrder,
} from '../../../src/features/desk/queue-order.js';

const MORNING = new Date('2026-11-09T01:00:00Z').getTime();
const minutes = (count: number) => new Date(MORNING + count * 60_000);

let made = 0;
function ticket(overrides: Partial<QueuedTicket> = {}): QueuedTicket {
  made += 1;
  return {
    _id: `t${made}`,
    origin: 'booked',
    isGreen: false,
    isLate: false,
    halfDay: 0,
    slotStart: minutes(0),
    queuedAt: minutes(made),
    ...overrides,
  };
}

const anyTicket = fc
  .record({
    origin: fc.constantFrom('booked' as const, 'walk-in' as const),
    isGreen: fc.boolean(),
    isLate: fc.boolean(),
    halfDay: fc.integer({ min: 0, max: 1 }),
    slot: fc.integer({ min: 0, max: 12 }),
    queued: fc.integer({ min: 0, max: 400 }),
  })
  .map(({ slot, queued, ...rest }) => ticket({ ...rest, slotStart: minutes(slot * 30), queuedAt: minutes(queued) }));
const anyQueue = fc.array(anyTicket, { maxLength: 40 });

describe('the order of the queue', () => {
  it('goes by slot, not by who came first', () => {
    const later = ticket({ slotStart: minutes(60), queuedAt: minutes(1) });
    const earlier = ticket({ slotStart: minutes(30), queuedAt: minutes(20) });
    expect(queueOrder([later, earlier], 0)).to.deep.equal([earlier, later]);
  });

  it('puts a late couple at the end of its half-day and before the next one', () => {
    const late = ticket({ isLate: true, slotStart: minutes(0) });
    const noon = ticket({ slotStart: minutes(150) });
    const afternoon = ticket({ halfDay: 1, slotStart: minutes(300) });
    expect(queueOrder([late, afternoon, noon], 0)).to.deep.equal([noon, late, afternoon]);
  });

  it('calls the green channel before everybody', () => {
    const green = ticket({ isGreen: true, origin: 'walk-in', queuedAt: minutes(500) });
    expect(queueOrder([ticket(), ticket({ origin: 'walk-in' }), green], 4)[0]).to.equal(green);
  });

  it('lets one walk-in have its turn after four booked couples', () => {
    const booked = Array.from({ length: 9 }, () => ticket());
    const walkIns = Array.from({ length: 2 }, () => ticket({ origin: 'walk-in' }));
    expect(queueOrder([...walkIns, ...booked], 0).map(({ origin }) => origin.at(0))).to.deep.equal([...'bbbbwbbbbwb']);
    expect(queueOrder([...walkIns, ...booked], 3).map(({ origin }) => origin.at(0))).to.deep.equal([...'bwbbbbwbbbb']);
  });

  it('keeps everybody once, whatever the queue', () => {
    fc.assert(
      fc.property(anyQueue, fc.nat(10), (queue, since) => {
        const order = queueOrder(queue, since);
        expect(order).to.have.length(queue.length);
        expect(order).to.have.members(queue);
      }),
    );
  });

  it('never makes a walk-in wait for more than four booked couples, nor a booked couple for two walk-ins', () => {
    fc.assert(
      fc.property(anyQueue, fc.nat(BOOKED_PER_WALK_IN), (queue, since) => {
        const line = queueOrder(queue, since).filter(({ isGreen }) => !isGreen);
        let run = since;
        for (const [index, { origin }] of line.entries()) {
          const rest = line.slice(index);
          if (origin === 'booked') run += 1;
          else {
            if (rest.some((other) => other.origin === 'booked')) expect(run).to.equal(BOOKED_PER_WALK_IN);
            run = 0;
          }
          if (rest.some((other) => other.origin === 'walk-in')) expect(run).to.be.at.most(BOOKED_PER_WALK_IN);
        }
      }),
    );
  });

  it('does not depend on the order in which tickets are read', () => {
    fc.assert(
      fc.property(anyQueue, fc.nat(5), (queue, since) => {
        expect(queueOrder([...queue].reverse(), since)).to.deep.equal(queueOrder(queue, since));
      }),
    );
  });

  it('gives what it promised when it is asked one call at a time', () => {
    fc.assert(
      fc.property(anyQueue, (queue) => {
        const promised = queueOrder(queue, 0);
        const called: QueuedTicket[] = [];
        while (called.length < queue.length) {
          const waiting = queue.filter((item) => !called.includes(item));
          called.push(nextFor(1, queueOrder(waiting, countBookedSinceWalkIn(called)))!);
        }
        expect(called).to.deep.equal(promised);
      }),
    );
  });
});

describe('the next for a window', () => {
  it('is whoever was put aside for it, and never whom another window keeps', () => {
    const [first, kept, last] = [ticket(), ticket({ forWindow: 2 }), ticket()];
    expect(nextFor(2, [first, kept, last])).to.equal(kept);
    expect(nextFor(1, [kept, last])).to.equal(last);
    expect(nextFor(1, [kept])).to.equal(undefined);
  });
});
