import type { Connection } from 'mongoose';
import type { FieldCipher } from './field-cipher.js';
import { sealedBytes } from './sealed-field.js';

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

/**
 * Seals again, with the active key, whatever an older key sealed. Each value changes by one guarded write, so that somebody who
 * writes the same document at the same time wins; running it again goes on where it stopped.
 */
export async function rotateSealedValues(
  connection: Connection,
  cipher: FieldCipher,
  { collection, path, context }: SealedPath,
  { commit, onProgress }: { commit: boolean; onProgress: (sealed: number) => void },
): Promise<Rotation> {
  const documents = connection.collection(collection);
  const rotation: Rotation = { collection, sealed: 0, outdated: 0 };
  const cursor = documents.find({ [path]: { $exists: true } }, { projection: { [path]: 1 }, batchSize: 500 });
  for await (const document of cursor) {
    const value = document[path] as { buffer: Uint8Array };
    rotation.sealed += 1;
    if (!cipher.isSealedWithActiveKey(sealedBytes(value))) {
      rotation.outdated += 1;
      const resealed = commit && cipher.seal(cipher.open(sealedBytes(value), context), context);
      if (resealed) await documents.updateOne({ _id: document._id, [path]: value }, { $set: { [path]: resealed } });
    }
    if (rotation.sealed % 1000 === 0) onProgress(rotation.sealed);
  }
  return rotation;
}
