import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './project.mjs';

const PRELOAD = join(ROOT, 'scripts', 'lib', 'end-with-parent.mjs');

/** A process of the product. Its logs go to stderr; a group of its own keeps a terminal's Ctrl-C for the supervisor. */
export class Child {
  #process;

  constructor(name, file, { args = [], env, readStdout = false }) {
    this.name = name;
    this.#process = spawn(process.execPath, ['--enable-source-maps', '--import', PRELOAD, file, ...args], {
      cwd: ROOT,
      env,
      detached: true,
      stdio: ['ignore', readStdout ? 'pipe' : 2, 2, 'ipc'],
    });
    this.exited = once(this.#process, 'exit').then(([code, signal]) => ({ code, signal }));
  }

  get isRunning() {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Resolves with the first message that says `ready`, or undefined when the process ends before. */
  ready() {
    return new Promise((resolve) => {
      this.#process.on('message', (message) => message?.ready && resolve(message));
      void this.exited.then(() => resolve(undefined));
    });
  }

  /** Resolves with the match of the first stdout line that fits, or undefined when the process ends before. */
  line(pattern) {
    return new Promise((resolve) => {
      createInterface({ input: this.#process.stdout }).on('line', (line) => {
        const match = pattern.exec(line);
        if (match) resolve(match);
        else process.stderr.write(`${line}\n`);
      });
      void this.exited.then(() => resolve(undefined));
    });
  }

  /** Asks it to drain, and ends it by force when it has not done so in time. */
  async stop(graceMs) {
    if (!this.isRunning) return;
    this.#process.kill('SIGTERM');
    const ended = await Promise.race([this.exited, sleep(graceMs, undefined, { ref: false })]);
    if (ended || !this.isRunning) return;
    process.stderr.write(`${this.name} did not end within ${graceMs / 1000} s and is killed\n`);
    this.#process.kill('SIGKILL');
    await this.exited;
  }
}
