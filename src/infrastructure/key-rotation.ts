import type { Connection, mongo } from 'mongoose';
import type { FieldCipher } from './field-cipher.js';
import { sealedBytes, type SealedValue } from './sealed-field.js';

const BATCH = 500;

/** Where sealed values lie, and the context each was sealed for. */
export interface SealedPath {
  collection: string;
  path: string;
  context: string;
}

export interface Rotation {
  collection: string;
  sealed: number;
  /** Sealed with a key that is no longer the active one. */
  outdated: number;
}

/** What one batch found and did. */
export interface RotatedBatch {
  sealed: number;
  outdated: number;
  /** Sealed with a key that the configuration no longer has: nobody can open them until it is back. */
  unreadable: number;
  /** Id of the last document; undefined at the end of the collection. */
  last: unknown;
}

/**
 * Seals again, with the active key, what an older key sealed in the next documents after `after`. Each value changes by one
 * guarded write, so that somebody who writes the same document at the same time wins; doing it again changes nothing.
 */
export async function rotateBatch(
  connection: Connection,
  cipher: FieldCipher,
  { collection, path, context }: SealedPath,
  { after, commit }: { after?: unknown; commit: boolean },
): Promise<RotatedBatch> {
  const documents = connection.collection(collection);
  const filter = { [path]: { $exists: true }, ...(after !== undefined && { _id: { $gt: after } }) };
  const found = await documents
    .find(filter as mongo.Filter<mongo.BSON.Document>, { projection: { [path]: 1 }, sort: { _id: 1 }, limit: BATCH })
    .toArray();
  const batch: RotatedBatch = { sealed: found.length, outdated: 0, unreadable: 0, last: found.at(-1)?._id };
  const writes: mongo.AnyBulkWriteOperation[] = [];
  for (const document of found) {
    const value = valueAt(document, path);
    const bytes = value && sealedBytes(value);
    if (!bytes || cipher.isSealedWithActiveKey(bytes)) continue;
    if (!cipher.hasKeyOf(bytes)) batch.unreadable += 1;
    else {
      batch.outdated += 1;
      const resealed = cipher.seal(cipher.open(bytes, context), context);
      writes.push({
        updateOne: { filter: { _id: document._id, [path]: value }, update: { $set: { [path]: resealed } } },
      });
    }
  }
  if (commit && writes.length > 0) await documents.bulkWrite(writes, { ordered: false });
  return batch;
}

/** The same over a whole collection. */
export async function rotateSealedValues(
  connection: Connection,
  cipher: FieldCipher,
  path: SealedPath,
  { commit, onProgress }: { commit: boolean; onProgress: (sealed: number) => void },
): Promise<Rotation> {
  const rotation: Rotation = { collection: path.collection, sealed: 0, outdated: 0 };
  for (let after: unknown; ;) {
    const batch = await rotateBatch(connection, cipher, path, { after, commit });
    if (batch.last === undefined) return rotation;
    rotation.sealed += batch.sealed;
    rotation.outdated += batch.outdated + batch.unreadable;
    after = batch.last;
    onProgress(rotation.sealed);
  }
}

function valueAt(document: mongo.BSON.Document, path: string): SealedValue | undefined {
  return path
    .split('.')
    .reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], document) as
    SealedValue | undefined;
}
