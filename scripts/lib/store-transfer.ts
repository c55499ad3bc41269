import { createWriteStream, mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EJSON, type Document } from 'bson';
import { MongoClient, type Collection, type Db, type IndexDescription } from 'mongodb';
import { WrongArguments } from './arguments.js';

const PAGE = 1000;
const TOLD_EVERY = 20_000;
const OWN_DATABASES = ['admin', 'config', 'local'];

/** Numbers keep their BSON types on the way through. */
const faithful = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const;

export interface Transferred {
  /** Documents by `database.collection`. */
  documents: Record<string, number>;
  indexes: number;
}

export function connectFaithfully(uri: string): Promise<MongoClient> {
  return MongoClient.connect(uri, faithful);
}

/** Every database that is not the server's own, or the one the address names. */
export async function databasesOf(client: MongoClient, only: string | undefined): Promise<Db[]> {
  if (only !== undefined) return [client.db(only)];
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  return databases.filter(({ name }) => !OWN_DATABASES.includes(name)).map(({ name }) => client.db(name));
}

/** Those that hold documents of their own: no views, and nothing that the server keeps for itself. */
async function collectionsOf(db: Db): Promise<Collection[]> {
  const found = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  return found.filter(({ name }) => !name.startsWith('system.')).map(({ name }) => db.collection(name));
}

/** An empty collection without indexes would not come into being by itself. */
async function ensureCollection(db: Db, name: string): Promise<Collection> {
  const isThere = await db.listCollections({ name }, { nameOnly: true }).hasNext();
  return isThere ? db.collection(name) : db.createCollection(name);
}

async function indexesOf(collection: Collection): Promise<IndexDescription[]> {
  const indexes = await collection.listIndexes().toArray();
  return indexes
    .filter(({ name }) => name !== '_id_')
    .map(({ v: _v, ns: _ns, key, ...options }: Document) => ({ ...options, key: plainKey(key as Document) }));
}

/** Directions as plain numbers: the driver reads them itself. */
function plainKey(key: Document): Record<string, number> {
  return Object.fromEntries(Object.entries(key).map(([path, direction]) => [path, Number(direction)]));
}

/** Writes each collection as one file that `mongoimport` takes, and its indexes beside it. */
export async function exportTo(
  folder: string,
  databases: readonly Db[],
  say: (line: string) => void,
): Promise<Transferred> {
  const result: Transferred = { documents: {}, indexes: 0 };
  for (const db of databases) {
    mkdirSync(join(folder, db.databaseName), { recursive: true });
    for (const collection of await collectionsOf(db)) {
      const file = join(folder, db.databaseName, collection.collectionName);
      const told = teller(collection.namespace, say);
      await pipeline(Readable.from(lines(collection, told.one)), createWriteStream(`${file}.json`));
      const indexes = await indexesOf(collection);
      await writeFile(`${file}.indexes.json`, `${EJSON.stringify(indexes, undefined, 2, { relaxed: true })}\n`);
      result.documents[collection.namespace] = told.done();
      result.indexes += indexes.length;
    }
  }
  return result;
}

async function* lines(collection: Collection, told: () => void): AsyncGenerator<string> {
  for await (const document of collection.find().batchSize(PAGE)) {
    told();
    yield `${EJSON.stringify(document, { relaxed: false })}\n`;
  }
}

/** Copies each collection and then builds its indexes. With no target it only counts. */
export async function copyTo(
  target: MongoClient | undefined,
  databases: readonly Db[],
  say: (line: string) => void,
): Promise<Transferred> {
  const result: Transferred = { documents: {}, indexes: 0 };
  for (const db of databases) {
    for (const collection of await collectionsOf(db)) {
      const copy = target && (await ensureCollection(target.db(db.databaseName), collection.collectionName));
      const indexes = await indexesOf(collection);
      result.documents[collection.namespace] =
        copy === undefined ? Number(await collection.countDocuments()) : await copyDocuments(collection, copy, say);
      if (indexes.length > 0) await copy?.createIndexes(indexes);
      result.indexes += indexes.length;
    }
  }
  return result;
}

async function copyDocuments(from: Collection, to: Collection, say: (line: string) => void): Promise<number> {
  const told = teller(from.namespace, say);
  let page: Document[] = [];
  for await (const document of from.find().batchSize(PAGE)) {
    page.push(document);
    told.one();
    if (page.length < PAGE) continue;
    await to.insertMany(page);
    page = [];
  }
  if (page.length > 0) await to.insertMany(page);
  return told.done();
}

/** One line for each thing that is wrong with the arguments, or the one reason the transfer failed. */
export function failureLines(error: unknown): readonly string[] {
  if (error instanceof WrongArguments) return error.problems;
  return [error instanceof Error ? error.message : String(error)];
}

function teller(namespace: string, say: (line: string) => void) {
  let count = 0;
  return {
    one: () => {
      if (++count % TOLD_EVERY === 0) say(`${namespace}: ${count} …`);
    },
    done: () => {
      say(`${namespace}: ${count} documents`);
      return count;
    },
  };
}
