import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';

const main = fileURLToPath(new URL('../../../src/infrastructure/embedded-mongo/main.ts', import.meta.url));

export interface RunningStore {
  client: MongoClient;
  stop: () => Promise<void>;
}

/** The server MONGODB_URI names, or the embedded store in a process of its own. */
export async function runStore({ clients, flush = true }: { clients: number; flush?: boolean }): Promise<RunningStore> {
  const given = process.env['MONGODB_URI'];
  if (given !== undefined) {
    const client = await MongoClient.connect(given, {
      maxPoolSize: clients,
      minPoolSize: clients,
      writeConcern: { j: flush },
    });
    return { client, stop: () => client.close() };
  }
  const path = mkdtempSync(join(tmpdir(), 'bench-store-'));
  const args = ['--import', 'tsx', main, '--path', path, '--port', '0', ...(flush ? [] : ['--no-flush'])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const uri = /mongodb:\S+/.exec(line.toString())?.[0] ?? '';
  const client = await MongoClient.connect(uri, { maxPoolSize: clients, minPoolSize: clients });
  const stop = async () => {
    await client.close();
    child.kill('SIGTERM');
    await once(child, 'exit');
    rmSync(path, { recursive: true, force: true });
  };
  return { client, stop };
}

/** Operations a second that so many clients get through, each starting its next when the last is answered. */
export async function rate(
  clients: number,
  seconds: number,
  operation: (n: number) => Promise<unknown>,
): Promise<number> {
  let n = 0;
  const worker = async (until: number) => {
    while (performance.now() < until) await operation(n++);
  };
  const run = (duration: number) => {
    const until = performance.now() + duration * 1000;
    return Promise.all(Array.from({ length: clients }, () => worker(until)));
  };
  await run(Math.min(1, seconds / 2));
  const [before, started] = [n, performance.now()];
  await run(seconds);
  return Math.round(((n - before) * 1000) / (performance.now() - started));
}
