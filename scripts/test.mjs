import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser } from './lib/browser.mjs';
import { prepare } from './lib/prepare.mjs';
import { Refusal, ROOT, runMain, say } from './lib/project.mjs';
import { runMocha } from './lib/run-mocha.mjs';
import { listFiles } from './lib/source-hash.mjs';

/** One mocha process each, cheapest first; a store or a browser is started once per process. */
const GROUPS = {
  unit: ['test/unit', 'test/architecture'],
  'embedded-mongo': ['test/embedded-mongo'],
  integration: ['test/integration'],
  journeys: ['test/journeys'],
};

await runMain(main);

async function main() {
  const { groups, args } = readArguments();
  await prepare({ withDev: true });
  if (groups.includes('journeys')) await ensureBrowser();
  const folder = mkdtempSync(join(tmpdir(), 'xiyue-test-'));
  const env = { ...process.env, NODE_ENV: 'test', DATA_DIR: join(folder, 'data') };
  const summaries = [];
  for (const group of groups) {
    const files = GROUPS[group]
      .flatMap((path) => listFiles(join(ROOT, path)))
      .filter((file) => file.endsWith('.test.ts'));
    say(`\n${group}: ${files.length} files`);
    if (files.length > 0) summaries.push(await runMocha(group, files, { args, env, folder }));
  }
  rmSync(folder, { recursive: true, force: true });
  conclude(summaries);
}

function readArguments() {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string' }, grep: { type: 'string' }, mongodb: { type: 'boolean' } },
  });
  if (positionals.length > 0) throw new Refusal('npm test takes --only GROUP,… and --grep TEXT');
  if (values.mongodb && !process.env.MONGODB_URI) throw new Refusal('MONGODB_URI names the server to test against');
  const groups = values.only?.split(',') ?? Object.keys(GROUPS);
  const unknown = groups.filter((group) => !GROUPS[group]);
  if (unknown.length > 0) throw new Refusal(`unknown group ${unknown.join(', ')}: ${Object.keys(GROUPS).join(', ')}`);
  return { groups, args: values.grep ? ['--grep', values.grep] : [] };
}

function conclude(summaries) {
  const sum = (key) => summaries.reduce((total, summary) => total + summary[key], 0);
  const failures = sum('failures');
  for (const title of summaries.flatMap(({ titles }) => titles)) say(`FAILED ${title}`);
  const skipped = sum('pending') > 0 ? `, ${sum('pending')} skipped` : '';
  process.stdout.write(`\n${sum('passes')} passed, ${failures} failed${skipped}\n`);
  process.exitCode = failures > 0 || sum('passes') === 0 ? 1 : 0;
}
