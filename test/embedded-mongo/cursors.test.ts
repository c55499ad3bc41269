import { expect } from 'chai';
import type { Long } from 'bson';
import type { Document } from 'mongodb';
import { Cursors } from '../../src/infrastructure/embedded-mongo/commands/cursors.js';
import { type Flow, PAUSE } from '../../src/infrastructure/embedded-mongo/flow.js';

interface Batch {
  id: Long;
  firstBatch?: Document[];
  nextBatch?: Document[];
}

const NAMESPACE = 'bureau.appointments';

describe('a cursor over what takes long to find', () => {
  let now: number;
  beforeEach(() => (now = 1_700_000_000_000));

  it('answers with what it has after a while, so that others come in between, and leaves nothing out', async () => {
    const cursors = new Cursors(() => now);
    const batches = await batchesOf(cursors, found(1000, 10));
    expect(batches[0], 'the first batch is small anyway').to.have.length(101);
    expect(batches.slice(1, -1).every(({ length }) => length === 3)).to.equal(true);
    expect(batches.flat().map(({ n }) => n as number)).to.deep.equal(Array.from({ length: 1000 }, (_, n) => n));
    expect(cursors.size).to.equal(0);
  });

  it('answers with at least one, however long that takes', async () => {
    const batches = await batchesOf(new Cursors(() => now), found(110, 5000));
    expect(batches.slice(1).map(({ length }) => length)).to.deep.equal(Array.from({ length: 9 }, () => 1));
  });

  it('answers with everything at once when that is quick', async () => {
    const batches = await batchesOf(new Cursors(() => now), found(50_000, 0));
    expect(batches.map(({ length }) => length)).to.deep.equal([101, 49_899]);
  });

  it('is one step where nothing pauses, and lets others be answered where something does', async () => {
    const cursors = new Cursors(() => now);
    expect(cursors.first(NAMESPACE, found(5, 0), {})).not.to.be.instanceOf(Promise);
    const order: string[] = [];
    const answer = cursors.first(NAMESPACE, [{ n: 0 }, PAUSE, { n: 1 }, PAUSE, { n: 2 }], {});
    setImmediate(() => order.push('somebody else'));
    const { firstBatch } = (await answer)['cursor'] as Batch;
    order.push('the answer');
    expect(order).to.deep.equal(['somebody else', 'the answer']);
    expect(firstBatch).to.deep.equal([{ n: 0 }, { n: 1 }, { n: 2 }]);
  });

  function* found(many: number, tookMs: number): Generator<Document> {
    for (let n = 0; n < many; n += 1) {
      now += tookMs;
      yield { n };
    }
  }

  async function batchesOf(cursors: Cursors, results: Flow<Document>): Promise<Document[][]> {
    let { id, firstBatch: batch = [] } = (await cursors.first(NAMESPACE, results, {}))['cursor'] as Batch;
    const batches = [batch];
    while (!id.isZero()) {
      ({ id, nextBatch: batch = [] } = (await cursors.more(id, NAMESPACE, undefined))['cursor'] as Batch);
      batches.push(batch);
    }
    return batches;
  }
});
