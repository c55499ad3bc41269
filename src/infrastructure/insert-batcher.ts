import { type Connection, mongo } from 'mongoose';
import { WriteBatcher } from './write-batcher.js';

/** Inserts one document; `isBusy` while the store has others of this process to insert. */
export type InsertBatcher<T> = ((document: T) => Promise<void>) & { readonly isBusy: boolean };

/**
 * Inserts one document a call, many to a command; each caller gets its own error 11000 and nobody else's.
 * The plain command is used because the driver's bulk API drops `keyValue`, which says whose key was taken.
 */
export function insertBatcher<T extends mongo.BSON.Document>(
  connection: Connection,
  collection: string,
): InsertBatcher<T> {
  const batcher = new WriteBatcher<T>(async (documents) => {
    const reply = await databaseOf(connection).command({
      insert: collection,
      documents,
      ordered: false,
      writeConcern: { w: 'majority', j: true },
    });
    return refusalsByPosition(reply);
  });
  const insert = (document: T) => batcher.add(document);
  return Object.defineProperty(insert, 'isBusy', { get: () => batcher.isBusy }) as InsertBatcher<T>;
}

function refusalsByPosition(reply: mongo.BSON.Document): unknown[] {
  const refusals: unknown[] = [];
  for (const refusal of (reply['writeErrors'] ?? []) as (mongo.ErrorDescription & { index: number })[]) {
    refusals[refusal.index] = new mongo.MongoServerError(refusal);
  }
  return refusals;
}

function databaseOf({ db }: Connection): mongo.Db {
  if (!db) throw new mongo.MongoNotConnectedError('the connection was never opened');
  return db;
}
