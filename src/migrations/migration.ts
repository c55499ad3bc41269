import type { Connection, mongo } from 'mongoose';

/** One step of the store's shape, safe to run again. `up` and `down` undo each other. */
export interface Migration {
  /** Timestamp and purpose; migrations run in the order of their ids. */
  id: string;
  up: (database: mongo.Db) => Promise<void>;
  down: (database: mongo.Db) => Promise<void>;
}

export interface IndexSpec {
  readonly name: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly unique?: boolean;
  readonly partialFilterExpression?: Readonly<Record<string, unknown>>;
  readonly expireAfterSeconds?: number;
}

/** A migration that creates collections with these indexes. */
export function indexMigration(id: string, collections: Readonly<Record<string, readonly IndexSpec[]>>): Migration {
  return {
    id,
    async up(database) {
      for (const [collection, indexes] of Object.entries(collections)) {
        await ensureCollection(database, collection);
        if (indexes.length > 0)
          await database.collection(collection).createIndexes(indexes as mongo.IndexDescription[]);
      }
    },
    async down(database) {
      for (const [collection, indexes] of Object.entries(collections)) {
        const present = await existingIndexes(database, collection);
        for (const { name } of indexes) if (present.has(name)) await database.collection(collection).dropIndex(name);
      }
    },
  };
}

export function databaseOf({ db }: Connection): mongo.Db {
  if (!db) throw new Error('the connection is not open');
  return db;
}

async function ensureCollection(database: mongo.Db, name: string): Promise<void> {
  const found = await database.listCollections({ name }, { nameOnly: true }).toArray();
  if (found.length === 0) await database.createCollection(name);
}

export async function existingIndexes(database: mongo.Db, collection: string): Promise<Set<string>> {
  const found = await database.listCollections({ name: collection }, { nameOnly: true }).toArray();
  if (found.length === 0) return new Set();
  const indexes = await database.collection(collection).indexes();
  return new Set(indexes.map(({ name }) => name ?? ''));
}
