import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { readEnvironment } from '../../src/config/index.js';
import { spawnModule } from '../bench/child-module.js';

export interface StoreProcess {
  process: ChildProcess;
  uri: string;
  /** From the start of the process until it listened. */
  startMs: number;
  stop: () => Promise<void>;
}

/** The embedded store in a process of its own, on a free port of loopback. */
export async function startStoreProcess(path: string, ...more: string[]): Promise<StoreProcess> {
  const started = performance.now();
  const child = spawnModule('src/infrastructure/embedded-mongo/main', {
    args: ['--path', path, '--port', '0', ...more],
    env: readEnvironment(),
    stdout: 'pipe',
  });
  const uri = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.process.stdout as Readable }).once('line', (line) =>
      resolve(/mongodb:\S+/.exec(line)?.[0] ?? ''),
    );
    child.process.once('exit', (code) => reject(new Error(`the store ended with ${String(code)}`)));
  });
  return { ...child, uri, startMs: Math.round(performance.now() - started) };
}
