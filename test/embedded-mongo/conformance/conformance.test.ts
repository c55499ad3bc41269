import { useStore } from '../support.js';
import { askServer, unmet, type ServerFacts } from './requirements.js';
import { runTest } from './run-test.js';
import { skips } from './skips.js';
import { readSuite, specFolder, type SpecFile, type SpecTest } from './suite.js';

const files = readSuite();

describe("MongoDB's driver specification tests", () => {
  if (files.length === 0) {
    it.skip(`are not at ${specFolder}; set MONGODB_SPEC_DIR`);
    return;
  }
  const store = useStore();
  let server: ServerFacts;
  before(async () => {
    server = await askServer(store.client.db('admin'));
  });

  for (const file of files) {
    describe(file.name, () => {
      for (const test of file.tests) {
        it(test.description, async function () {
          if (unmet(file, test, server) !== undefined) this.skip();
          const skip = process.env['MONGODB_URI'] === undefined ? skipOf(file, test) : undefined;
          if (skip === undefined) return runTest(store, file, test);
          const failure = await runTest(store, file, test).catch((error: unknown) => error);
          if (failure === undefined) throw new Error(`Listed as a skip (${skip.reason}), yet it passes`);
          this.skip();
        });
      }
    });
  }

  it('are all known where the list of skips names them', () => {
    const unknown = skips.filter(({ file, test }) => {
      const found = files.find(({ name }) => name === file);
      return found === undefined || (test !== undefined && !found.tests.some((one) => one.description === test));
    });
    if (unknown.length > 0) throw new Error(`No such tests: ${JSON.stringify(unknown)}`);
  });
});

function skipOf(file: SpecFile, test: SpecTest) {
  return skips.find((skip) => skip.file === file.name && (skip.test ?? test.description) === test.description);
}
