import fc from 'fast-check';
import { useStore } from '../support.js';
import { sequence, type Sequence } from './domain.js';
import { regressions } from './regressions.js';
import { runSequence } from './run.js';

const store = useStore({ flush: false });
const asked = process.env['DIFFERENTIAL_RUNS'];
const numRuns = Number(asked ?? 2000);
const seed = process.env['DIFFERENTIAL_SEED'];

describe('The store with indexes, without indexes and the naive evaluator', () => {
  const mustAgree = async (one: Sequence) => {
    const [indexed, bare] = [store.collection(), store.collection()];
    try {
      await runSequence(one, indexed, bare);
    } finally {
      await Promise.all([indexed.drop(), bare.drop()]);
    }
  };

  for (const [title, one] of Object.entries(regressions)) it(`agree on ${title}`, () => mustAgree(one));

  it(`agree on ${numRuns} random sequences`, async function () {
    this.timeout(0);
    const bound = asked === undefined ? { interruptAfterTimeLimit: 30_000 } : {};
    await fc.assert(fc.asyncProperty(sequence, mustAgree), {
      numRuns,
      ...bound,
      ...(seed === undefined ? {} : { seed: Number(seed) }),
    });
  });
});
