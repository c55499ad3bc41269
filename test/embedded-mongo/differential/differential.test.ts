import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { useStore } from '../support.js';
import { sequence, type Sequence } from './domain.js';
import { regressions } from './regressions.js';
import { runSequence } from './run.js';

const usualSeed = 2026;

const store = useStore({ flush: false });
const { DIFFERENTIAL_RUNS: asked, DIFFERENTIAL_SEED: given = String(usualSeed), DIFFERENTIAL_PATH: path } = process.env;
const numRuns = Number(asked ?? 2000);
const seed = given === 'random' ? randomInt(2 ** 31) : Number(given);

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

  it(`agree on ${numRuns} random sequences from seed ${seed}`, async function () {
    this.timeout(0);
    const bound = asked === undefined ? { interruptAfterTimeLimit: 30_000 } : {};
    const replay = path === undefined ? {} : { path };
    await fc.assert(fc.asyncProperty(sequence, mustAgree), { numRuns, seed, ...bound, ...replay });
  });
});
