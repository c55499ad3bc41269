import { expect } from 'chai';
import { levelOf } from '../../../src/features/hall-office/hall-use.read-model.js';

describe('levelOf', () => {
  const level = (booked: number, capacity: number, walkIns = 0) =>
    levelOf({ capacity, booked, walkIns, arrived: 0, noShows: 0 });

  for (const [booked, capacity, expected] of [
    [0, 10, 0],
    [1, 10, 1],
    [4, 10, 2],
    [6, 10, 3],
    [8, 10, 4],
    [9, 10, 4],
    [10, 10, 5],
    [12, 10, 5],
    [1, 0, 5],
  ] as const)
    it(`is ${expected} for ${booked} of ${capacity}`, () => {
      expect(level(booked, capacity)).to.equal(expected);
    });

  it('counts walk-ins as taken places, and has none where nothing is open', () => {
    expect([level(5, 10, 5), level(0, 0)]).to.deep.equal([5, undefined]);
  });
});
