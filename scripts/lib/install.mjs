import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say } from './project.mjs';
import { runCommand } from './run-command.mjs';

// Every binary the product uses ships inside a package, so no install script has to run.
const NPM_CI = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];

/** Installs the packages of package-lock.json unless exactly those are there already. */
export async function ensureInstalled({ withDev }) {
  if (isInstalled({ withDev })) return;
  say('installing packages …');
  const scope = withDev ? ['--include=dev'] : [];
  await runCommand('npm', [...NPM_CI, ...scope], { cwd: ROOT });
}

function isInstalled({ withDev }) {
  const wanted = readLock(join(ROOT, 'package-lock.json'));
  const present = readLock(join(ROOT, 'node_modules', '.package-lock.json'));
  if (!present) return false;
  return Object.entries(wanted)
    .filter(([path, { optional, dev }]) => path !== '' && !optional && (withDev || !dev))
    .every(([path, { version }]) => present[path]?.version === version);
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
