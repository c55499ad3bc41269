import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal, ROOT, runMain, say } from './lib/project.mjs';
import { runCommand } from './lib/run-command.mjs';

const READY_WITHIN_MS = 300_000;
const STOPPED_WITHIN_MS = 10_000;

/** What a newcomer does: clone, `npm start`, open the page, stop it. */
await runMain(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xiyue-clone-'));
  try {
    await runCommand('git', ['clone', '--quiet', ROOT, folder]);
    await startAndStop(folder);
    say('fresh clone: starts, answers and stops');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function startAndStop(folder) {
  const npm = spawn('npm', ['start', '--silent'], {
    cwd: folder,
    env: newcomersEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const exited = once(npm, 'exit').then(([code, signal]) => signal ?? code);
  try {
    const url = await within(READY_WITHIN_MS, 'a ready line', Promise.race([readyLine(npm), exited.then(endedEarly)]));
    await expectAnswer(`${url}/healthz`);
    await expectAnswer(`${url}/`, 'text/html');
    npm.kill('SIGTERM');
    const code = await within(STOPPED_WITHIN_MS, 'the end after SIGTERM', exited);
    if (code !== 0) throw new Refusal(`fresh clone: npm start ended with ${code} after SIGTERM`);
  } finally {
    endGroup(npm.pid);
  }
}

// Nothing that this machine sets for the product may help a newcomer's first start.
function newcomersEnvironment() {
  const { PATH, HOME, LANG = 'C.UTF-8' } = process.env;
  const npmSettings = Object.entries(process.env).filter(([name]) =>
    /^npm_config_(registry|cache|userconfig)$/i.test(name),
  );
  return { PATH, HOME, LANG, ...Object.fromEntries(npmSettings), PORT: '0', STORE_PORT: '0' };
}

function readyLine(child) {
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /^ready (\S+)$/.exec(line)?.[1];
      if (url) resolve(url);
    });
  });
}

function endedEarly(code) {
  throw new Refusal(`fresh clone: npm start ended with ${code} before it was ready`);
}

async function expectAnswer(url, type = '') {
  const response = await fetch(url);
  const isExpected = response.status === 200 && (response.headers.get('content-type') ?? '').includes(type);
  if (!isExpected) throw new Refusal(`fresh clone: ${url} answered ${response.status}`);
}

async function within(milliseconds, what, promise) {
  const late = Symbol('late');
  const outcome = await Promise.race([promise, sleep(milliseconds, late, { ref: false })]);
  if (outcome === late) throw new Refusal(`fresh clone: ${what} did not come within ${milliseconds / 1000} s`);
  return outcome;
}

function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
