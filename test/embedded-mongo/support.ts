import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Collection, type Db, type Document } from 'mongodb';
import { startEmbeddedMongo } from '../../src/infrastructure/embedded-mongo/index.js';

export interface TestStore {
  uri: string;
  client: MongoClient;
  db: Db;
  /** A collection of its own for one test. */
  collection: () => Collection<Document>;
}

/** The server named by MONGODB_URI, or an embedded store in a folder of its own; tests of answers alone need no flush. */
export function useStore(options: { flush?: boolean } = {}): TestStore {
  const store = {} as TestStore;
  let number = 0;
  let stop: () => Promise<void> = () => Promise.resolve();
  before(async () => {
    const given = process.env['MONGODB_URI'];
    if (given === undefined) {
      const embedded = await startTemporaryStore(options);
      store.uri = `mongodb://127.0.0.1:${embedded.port}`;
      stop = embedded.stop;
    } else {
      store.uri = given;
    }
    store.client = await MongoClient.connect(store.uri, { maxPoolSize: 64 });
    store.db = store.client.db(`store_${process.pid}_${Date.now()}`);
    store.collection = () => store.db.collection(`c${++number}`);
  });
  after(async () => {
    await store.db.dropDatabase();
    await store.client.close();
    await stop();
  });
  return store;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
}

export async function startTemporaryStore(
  options: { flush?: boolean } = {},
): Promise<{ port: number; path: string; stop: () => Promise<void> }> {
  const path = temporaryFolder();
  const { port, close } = await startEmbeddedMongo({ path, port: 0, ...options });
  const stop = async () => {
    await close();
    rmSync(path, { recursive: true, force: true });
  };
  return { port, path, stop };
}

/** Tests of what only the embedded store promises are skipped against a real server. */
export function onlyEmbedded(title: string, body: (this: Mocha.Suite) => void): void {
  if (process.env['MONGODB_URI'] === undefined) describe(title, body);
  else describe.skip(title, body);
}
