import type { Index } from './index.js';

const RECORD_BYTES = 6;

/** collection id · record number: documents lie in the order they were inserted. */
export function documentKey(collection: number, record: number): Buffer {
  const key = Buffer.allocUnsafe(4 + RECORD_BYTES);
  key.writeUInt32BE(collection, 0);
  key.writeUIntBE(record, 4, RECORD_BYTES);
  return key;
}

/** A unique index finds its record in the value; any other ends its key with it, so that equal keys can lie together. */
export function entryKey(index: Index, key: Buffer, record: number): Buffer {
  if (index.unique) return key;
  const entry = Buffer.allocUnsafe(key.length + RECORD_BYTES);
  key.copy(entry);
  entry.writeUIntBE(record, key.length, RECORD_BYTES);
  return entry;
}

const nothing = Buffer.alloc(1);

export function recordValue(index: Index, record: number): Buffer {
  if (!index.unique) return nothing;
  const value = Buffer.allocUnsafe(RECORD_BYTES);
  value.writeUIntBE(record, 0, RECORD_BYTES);
  return value;
}

/** The record at the end of a value, a document key or an entry key. */
export function recordOf(bytes: Buffer): number {
  return bytes.readUIntBE(bytes.length - RECORD_BYTES, RECORD_BYTES);
}

export function prefixOf(id: number): Buffer {
  const prefix = Buffer.allocUnsafe(4);
  prefix.writeUInt32BE(id, 0);
  return prefix;
}
