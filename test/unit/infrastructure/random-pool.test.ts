import { expect } from 'chai';
import { pooledRandomBytes } from '../../../src/infrastructure/random-pool.js';

describe('pooled random bytes', () => {
  it('never gives the same bytes twice, across many pools', () => {
    const drawn = new Set(Array.from({ length: 20_000 }, () => pooledRandomBytes(12).toString('hex')));
    expect(drawn.size).to.equal(20_000);
  });

  it('keeps what it gave apart from what it gives later', () => {
    const first = pooledRandomBytes(4000);
    const copy = Buffer.from(first);
    for (let round = 0; round < 10; round += 1) pooledRandomBytes(4000);
    expect(first.equals(copy)).to.equal(true);
    expect(first.every((byte) => byte === 0)).to.equal(false);
  });

  it('refuses more than a pool holds', () => {
    expect(() => pooledRandomBytes(4097)).to.throw(RangeError);
  });
});
