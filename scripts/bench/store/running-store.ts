import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { readEnvironment } from '../../../src/config/index.js';
import { startStoreProcess } from '../../lib/store-process.js';

export interface RunningStore {
  client: MongoClient;
  /** Null for a server that was running already. */
  startMs: number | null;
  /** The process's own memory without the pages of the map, which belong to the file; null where it cannot be seen. */
  memoryMb: () => number | null;
  stop: () => Promise<void>;
}

/** The server MONGODB_URI names, or the embedded store in a process of its own, in a folder that is kept when given. */
export async function runStore({
  clients,
  flush = true,
  folder,
}: {
  clients: number;
  flush?: boolean;
  folder?: string;
}): Promise<RunningStore> {
  const pool = { maxPoolSize: clients, minPoolSize: clients };
  const given = readEnvironment()['MONGODB_URI'];
  if (given !== undefined) {
    const client = await MongoClient.connect(given, { ...pool, writeConcern: { j: flush } });
    return { client, startMs: null, memoryMb: () => null, stop: () => client.close() };
  }
  const path = folder ?? mkdtempSync(join(tmpdir(), 'bench-store-'));
  const store = await startStoreProcess(path, ...(flush ? [] : ['--no-flush']));
  const client = await MongoClient.connect(store.uri, pool);
  const stop = async () => {
    await client.close();
    await store.stop();
    if (folder === undefined) rmSync(path, { recursive: true, force: true });
  };
  return { client, startMs: store.startMs, memoryMb: () => ownMemoryMb(store.process.pid), stop };
}

function ownMemoryMb(pid: number | undefined): number | null {
  try {
    const kilobytes = /^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
  } catch {
    return null;
  }
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
