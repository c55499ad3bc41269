import { expect } from 'chai';
import { SharedRead } from '../../../src/infrastructure/shared-read.js';

describe('SharedRead', () => {
  /** Reads that end when the test says so, each with its number. */
  function slowReads(freshMs: number) {
    const running: { end: () => void; fail: () => void }[] = [];
    const shared = new SharedRead(freshMs, () => {
      const number = running.length + 1;
      return new Promise<number>((resolve, reject) => {
        running.push({ end: () => resolve(number), fail: () => reject(new Error(`read ${number}`)) });
      });
    });
    return { shared, running };
  }

  it('shares one read among all who ask at once and afterwards while it is fresh', async () => {
    const { shared, running } = slowReads(1000);
    const asked = [shared.get(), shared.get()];
    running[0]?.end();
    expect(await Promise.all([...asked, shared.get()])).to.deep.equal([1, 1, 1]);
    expect(running).to.have.length(1);
  });

  it('reads again when it is no longer fresh', async () => {
    const { shared, running } = slowReads(0);
    const first = shared.get();
    running[0]?.end();
    await first;
    const second = shared.get();
    running[1]?.end();
    expect(await second).to.equal(2);
  });

  it('never answers what was read before a change to those who ask after it, with one more read for all of them', async () => {
    const { shared, running } = slowReads(1000);
    const before = shared.get();
    shared.forget();
    const after = [shared.get(), shared.get()];
    shared.forget();
    const later = shared.get();
    expect(running).to.have.length(1);

    running[0]?.end();
    expect(await before).to.equal(1);
    await Promise.resolve();
    running[1]?.end();
    expect(await Promise.all([...after, later])).to.deep.equal([2, 2, 2]);
    expect(running).to.have.length(2);
  });

  it('does not keep a failed read, and lets those who wait behind it read for themselves', async () => {
    const { shared, running } = slowReads(1000);
    const failing = shared.get();
    shared.forget();
    const waiting = shared.get();
    running[0]?.fail();
    expect(await failing.catch((error: Error) => error.message)).to.equal('read 1');
    await Promise.resolve();
    running[1]?.end();
    expect(await waiting).to.equal(2);
  });
});
