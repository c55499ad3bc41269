import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { MongoClient } from 'mongodb';
import { readEnvironment } from '../../src/config/index.js';
import { spawnModule } from './child-module.js';

export interface BenchStore {
  kind: 'embedded' | 'mongodb';
  /** A database that only this run uses. */
  uri: string;
  folder: string;
  remove: () => Promise<void>;
}

/** The server that MONGODB_URI names, or an embedded store of this run's own; `remove` leaves nothing behind. */
export async function openBenchStore(): Promise<BenchStore> {
  const folder = mkdtempSync(join(tmpdir(), 'xiyue-bench-'));
  const given = readEnvironment()['MONGODB_URI'];
  const embedded = given ? undefined : await startEmbedded(folder);
  const address = new URL(given ?? embedded?.address ?? '');
  address.pathname = `/xiyue_bench_${randomBytes(4).toString('hex')}`;
  const uri = address.href;
  return {
    kind: given ? 'mongodb' : 'embedded',
    uri,
    folder,
    async remove() {
      if (given) await dropDatabase(uri);
      await embedded?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startEmbedded(folder: string): Promise<{ address: string; stop: () => Promise<void> }> {
  const child = spawnModule('src/infrastructure/embedded-mongo/main', {
    args: ['--path', join(folder, 'store'), '--port', '0'],
    env: readEnvironment(),
    stdout: 'pipe',
  });
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.process.stdout as Readable }).on('line', (line) => {
      const found = /^store (mongodb:\/\/\S+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
    child.process.once('exit', (code) => reject(new Error(`the store ended with ${String(code)}`)));
  });
  return { address, stop: child.stop };
}

async function dropDatabase(uri: string): Promise<void> {
  const client = new MongoClient(uri);
  await client.db().dropDatabase();
  await client.close();
}
