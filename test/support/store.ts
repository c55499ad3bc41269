import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { MongoClient } from 'mongodb';
import { makeTempFolder } from './temp-folder.js';

const STORE_MAIN = 'src/infrastructure/embedded-mongo/main.ts';
const END_WITH_PARENT = './scripts/lib/end-with-parent.mjs';

export interface TestStore {
  /** Connection string of a database that only this test file uses. */
  readonly uri: string;
}

let embedded: Promise<string> | undefined;

/** Gives the enclosing suite an empty database: on MONGODB_URI when that is set, else on one embedded store for the whole run. */
export function useStore(): TestStore {
  const store = { uri: '' };
  before('store', async function () {
    this.timeout(30_000);
    store.uri = databaseUri(process.env['MONGODB_URI'] ?? (await (embedded ??= startEmbeddedStore())));
  });
  after('store', async () => {
    if (process.env['MONGODB_URI']) await dropDatabase(store.uri);
  });
  return store;
}

/** Starts an embedded store of its own, for tests that end it or fill it; resolves with its `mongodb://` address. */
export function startEmbeddedStore(path = makeTempFolder('store')): Promise<string> {
  const args = ['--import', 'tsx', '--import', END_WITH_PARENT, STORE_MAIN, '--path', path, '--port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  child.unref();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the embedded store ended with ${String(code)}`)));
    createInterface({ input: child.stdout as Readable }).on('line', (line) => {
      const address = /^store (mongodb:\/\/\S+)/.exec(line)?.[1];
      if (address) resolve(address);
    });
  });
}

function databaseUri(server: string): string {
  const url = new URL(server);
  url.pathname = `/xiyue_test_${randomBytes(6).toString('hex')}`;
  return url.href;
}

async function dropDatabase(uri: string): Promise<void> {
  const client = new MongoClient(uri);
  await client.db().dropDatabase();
  await client.close();
}
