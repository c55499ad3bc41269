import { expect } from 'chai';
import { WriteBatcher } from '../../../src/infrastructure/write-batcher.js';

describe('WriteBatcher', () => {
  it('writes together what is asked for in one turn, and does not wait for it before the next', async () => {
    const batches: number[][] = [];
    let finish = () => {};
    const first = new Promise<void>((resolve) => (finish = resolve));
    const batcher = new WriteBatcher<number>(async (items) => {
      batches.push(items);
      if (items.includes(1)) await first;
      return [];
    });

    const slow = Promise.all([1, 2].map((item) => batcher.add(item)));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.all([3, 4].map((item) => batcher.add(item)));
    finish();
    await slow;

    expect(batches).to.deep.equal([
      [1, 2],
      [3, 4],
    ]);
  });

  it('gathers for longer once many commands are under way', async () => {
    const batches: number[][] = [];
    const batcher = new WriteBatcher<number>(async (items) => {
      batches.push(items);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return [];
    });

    const all: Promise<void>[] = [];
    for (let item = 0; item < 20; item += 1) {
      all.push(batcher.add(item));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(all);

    expect(batches.length).to.be.lessThan(12);
    expect(batches.flat()).to.have.length(20);
  });

  it('gives each caller the refusal of its own item', async () => {
    const batcher = new WriteBatcher<number>(async (items) => {
      await Promise.resolve();
      return items.map((item) => (item % 2 === 0 ? new Error(`no ${item}`) : undefined));
    });

    const outcomes = await Promise.allSettled([1, 2, 3, 4].map((item) => batcher.add(item)));

    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect((outcomes[3] as PromiseRejectedResult).reason).to.have.property('message', 'no 4');
  });

  it('refuses everybody in a batch that could not be written, and serves the next one', async () => {
    let isDown = true;
    const batcher = new WriteBatcher<number>(async () => {
      await Promise.resolve();
      if (isDown) throw new Error('the store is away');
      return [];
    });

    const refused = await Promise.allSettled([batcher.add(1), batcher.add(2)]);
    isDown = false;
    await batcher.add(3);

    expect(refused.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
  });
});
