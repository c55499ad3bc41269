import { expect } from 'chai';
import { inUse, newSecret, OVERLAP_MS, rotated } from '../../../src/features/webhooks/endpoints/secrets.js';

const NOON = new Date('2026-11-02T04:00:00Z');
const after = (ms: number) => new Date(NOON.getTime() + ms);
const idsOf = (secrets: { id: string }[]) => secrets.map(({ id }) => id);

describe('the secrets of an endpoint', () => {
  const first = newSecret(after(-1000));
  const second = newSecret(NOON);

  it('are 32 random bytes each', () => {
    expect(first.secret).to.match(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(first.secret).not.to.equal(second.secret);
  });

  it('sign together until the overlap ends, the newest first', () => {
    const both = rotated([first], second, { overlapMs: OVERLAP_MS });
    expect(idsOf(inUse(both, after(OVERLAP_MS - 1)))).to.deep.equal([second.id, first.id]);
    expect(idsOf(inUse(both, after(OVERLAP_MS)))).to.deep.equal([second.id]);
  });

  it('leave at once when there is no overlap', () => {
    expect(idsOf(rotated([first], second, { overlapMs: 0 }))).to.deep.equal([second.id]);
  });

  it('never last longer through being replaced again', () => {
    const third = newSecret(after(OVERLAP_MS / 2));
    const all = rotated(rotated([first], second, { overlapMs: OVERLAP_MS }), third, { overlapMs: OVERLAP_MS });
    expect(idsOf(inUse(all, after(OVERLAP_MS)))).to.deep.equal([third.id, second.id]);
  });
});
