import { setImmediate as turn } from 'node:timers/promises';
import type { Table } from './environment.js';
import { prefixOf } from './record-keys.js';

const SLICE = 5000;
const PAGE_BYTES = 4096;
const NODE_BYTES = 10;

export interface Sizes {
  count: number;
  /** Of the values alone. */
  bytes: number;
  /** What keys and values take in LMDB's pages. */
  storage: number;
}

/** Reads everything under an id to measure it, a slice at a time so that others get their turn. */
export async function sizesUnder(table: Table, id: number): Promise<Sizes> {
  const sizes: Sizes = { count: 0, bytes: 0, storage: 0 };
  const end = prefixOf(id + 1);
  let last: Buffer | undefined;
  for (;;) {
    const from = last === undefined ? { start: prefixOf(id) } : { start: last, exclusiveStart: true };
    let read = 0;
    for (const { key, value } of table.getRange({ ...from, end, limit: SLICE })) {
      read++;
      last = key;
      sizes.bytes += value.length;
      sizes.storage += pageBytes(key.length, value.length);
    }
    sizes.count += read;
    if (read < SLICE) return sizes;
    await turn();
  }
}

/** A value larger than half a page lies on pages of its own, with only its place in the tree. */
function pageBytes(key: number, value: number): number {
  if (NODE_BYTES + key + value <= PAGE_BYTES / 2) return NODE_BYTES + key + value;
  return NODE_BYTES + key + Math.ceil((16 + value) / PAGE_BYTES) * PAGE_BYTES;
}
