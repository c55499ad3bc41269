import { expect } from 'chai';
import { useStore } from '../support.js';
import { askServer, unmet, type ServerFacts } from './requirements.js';
import { runTest } from './run-test.js';
import { skips, type Skip } from './skips.js';
import { readSuite, specFolder, type SpecFile, type SpecTest } from './suite.js';

const files = readSuite();
const isEmbedded = process.env['MONGODB_URI'] === undefined;

describe("MongoDB's driver specification tests", () => {
  if (files.length === 0) {
    it.skip(`are not at ${specFolder}; set MONGODB_SPEC_DIR`);
    return;
  }
  const store = useStore({ flush: false });
  const reasons = new Map<string, number>();
  let server: ServerFacts;
  before(async () => {
    server = await askServer(store.client.db('admin'));
  });
  after(() => {
    for (const [reason, count] of reasons) process.stdout.write(`      ${count} skipped: ${reason}\n`);
  });

  const skipped = (context: Mocha.Context, reason: string) => {
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    context.skip();
  };

  const mustFail = async (file: SpecFile, test: SpecTest, { reason }: Skip) => {
    const passes = await runTest(store, file, test).then(
      () => true,
      () => false,
    );
    if (passes) throw new Error(`Listed as a skip (${reason}), yet it passes`);
  };

  for (const file of files) {
    describe(file.name, () => {
      for (const test of file.tests) {
        it(test.description, async function () {
          const requirement = unmet(file, test, server);
          if (requirement !== undefined) return skipped(this, requirement);
          const skip = skipOf(file, test);
          if (skip === undefined) return runTest(store, file, test);
          if (isEmbedded) await mustFail(file, test, skip);
          skipped(this, skip.reason);
        });
      }
    });
  }

  it('are all known where the list of skips names them', () => {
    const strangers = skips.filter(({ file, test }) => {
      const found = files.find(({ name }) => name === file);
      return found === undefined || (test !== undefined && !found.tests.some((one) => one.description === test));
    });
    expect(strangers).to.deep.equal([]);
  });
});

function skipOf(file: SpecFile, test: SpecTest): Skip | undefined {
  const listed = skips.filter((skip) => isEmbedded || skip.everywhere);
  return listed.find((skip) => skip.file === file.name && (skip.test ?? test.description) === test.description);
}
