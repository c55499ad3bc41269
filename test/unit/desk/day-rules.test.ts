import { expect } from 'chai';
import fc from 'fast-check';
import { isLateArrival } from '../../../src/features/desk/arrival.js';
import { expectedWait, medianOf, minutesPerCouple } from '../../../src/features/desk/expected-wait.js';
import { SERIES, seriesId, ticketNumber } from '../../../src/features/desk/ticket-series.js';
import { plannedMinutes, windowsOf } from '../../../src/features/desk/windows.js';
import { testHall } from '../../support/halls.js';

describe('ticket numbers', () => {
  it('count from 001 in a range for each business family', () => {
    expect(ticketNumber('marriage', 1)).to.equal('M001');
    expect(ticketNumber('divorce', 42)).to.equal('D042');
    expect(ticketNumber('counselling', 1000)).to.equal('C1000');
  });

  it('never share a range between divorce and anything else', () => {
    expect(new Set(Object.values(SERIES)).size).to.equal(Object.values(SERIES).length);
    const day = { hall: 'futian', date: '2026-11-09' };
    expect(seriesId({ ...day, business: 'divorce-issue' })).to.equal(
      seriesId({ ...day, business: 'divorce-application' }),
    );
    expect(seriesId({ ...day, business: 'marriage' })).to.not.equal(seriesId({ ...day, business: 'divorce-issue' }));
  });
});

describe('the expected wait', () => {
  const minute = 60_000;

  it('goes by the median of today once three couples are done, else of the days before, else by the plan', () => {
    const before = [8, 10, 12].map((m) => m * minute);
    expect(minutesPerCouple({ today: [1, 2, 60].map((m) => m * minute), before, planned: 30 })).to.equal(2);
    expect(minutesPerCouple({ today: [minute], before, planned: 30 })).to.equal(10);
    expect(minutesPerCouple({ today: [], before: [], planned: 30 })).to.equal(30);
  });

  it('is nothing while a window is free', () => {
    expect(expectedWait({ ahead: 0, busy: 1, windows: 2, minutes: 10 })).to.equal(0);
    expect(expectedWait({ ahead: 0, busy: 2, windows: 2, minutes: 10 })).to.equal(5);
    expect(expectedWait({ ahead: 4, busy: 2, windows: 2, minutes: 10 })).to.equal(25);
  });

  it('never shrinks when more people are ahead, never grows with more windows', () => {
    const some = fc.record({
      ahead: fc.nat(50),
      busy: fc.nat(5),
      windows: fc.integer({ min: 1, max: 9 }),
      minutes: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(some, (queue) => {
        expect(expectedWait({ ...queue, ahead: queue.ahead + 1 })).to.be.at.least(expectedWait(queue));
        expect(expectedWait({ ...queue, windows: queue.windows + 1 })).to.be.at.most(expectedWait(queue));
      }),
    );
  });

  it('has a median between the smallest and the largest', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1 }), (values) => {
        expect(medianOf(values)).to.be.within(Math.min(...values), Math.max(...values));
      }),
    );
  });
});

describe('windows', () => {
  it('are numbered through the hall, each for one family', () => {
    const windows = windowsOf(testHall());
    expect(windows.map(({ number, family }) => `${number} ${family}`)).to.deep.equal([
      '1 marriage',
      '2 marriage',
      '3 divorce',
      '4 reissue',
      '5 counselling',
    ]);
    expect(plannedMinutes(testHall(), 'divorce')).to.equal(30);
  });
});

describe('a late arrival', () => {
  it('is one minute over the hall’s patience, not the last minute of it', () => {
    const start = new Date('2026-11-09T01:00:00Z');
    expect(isLateArrival(start, 15, new Date('2026-11-09T01:15:00Z'))).to.equal(false);
    expect(isLateArrival(start, 15, new Date('2026-11-09T01:15:01Z'))).to.equal(true);
  });
});
