import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project.mjs';

const MOCHA = join(ROOT, 'node_modules', 'mocha', 'bin', 'mocha.js');
const REPORTER = join(ROOT, 'scripts', 'lib', 'summary-reporter.mjs');

/** Runs test files in one mocha process and returns its totals; a process that breaks off counts as a failure. */
export async function runMocha(name, files, { args, env, folder }) {
  const summaryFile = join(folder, `${name}.json`);
  const reporting = ['--reporter', REPORTER, '--reporter-option', `file=${summaryFile}`];
  const child = spawn(process.execPath, [MOCHA, '--exit', ...reporting, ...args, ...files], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  });
  const [code, signal] = await once(child, 'exit');
  const summary = readSummary(summaryFile);
  if (!summary)
    return { passes: 0, failures: 1, pending: 0, titles: [`${name} broke off (${signal ?? `exit code ${code}`})`] };
  return code !== 0 && summary.failures === 0
    ? { ...summary, failures: 1, titles: [`${name} ended with ${code}`] }
    : summary;
}

function readSummary(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
