import { randomBytes } from 'node:crypto';
import { Long } from 'bson';
import { documentSize } from '../bson/size.js';
import { RawDocument, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { systemTime } from '../system-time.js';

const FIRST_BATCH = 101;
const LARGEST_BATCH_BYTES = 16 * 1024 * 1024;
const IDLE_MS = 10 * 60_000;
/** A batch may always be smaller than asked for; one that takes long would keep everybody else waiting. */
const SLICE_MS = 30;

interface Cursor {
  id: Long;
  namespace: string;
  rest: Iterator<Document | RawDocument>;
  next: Document | RawDocument | undefined;
  lastUsed: number;
}

export interface Page {
  batchSize?: number | undefined;
  single?: boolean;
}

/** Query results not fetched yet, by cursor id. */
export class Cursors {
  constructor(private readonly now: () => number = systemTime) {}

  private readonly open = new Map<string, Cursor>();

  get size(): number {
    return this.open.size;
  }

  first(namespace: string, results: Iterable<Document | RawDocument>, { batchSize, single = false }: Page): Document {
    const cursor: Cursor = {
      id: newId(),
      namespace,
      rest: results[Symbol.iterator](),
      next: undefined,
      lastUsed: this.now(),
    };
    const { batch, done } = take(cursor, batchSize ?? FIRST_BATCH);
    const ends = done || single;
    if (single && !done) cursor.rest.return?.();
    if (!ends) this.open.set(cursor.id.toString(), cursor);
    return { cursor: { firstBatch: batch, id: ends ? Long.ZERO : cursor.id, ns: namespace }, ok: 1 };
  }

  more(id: Long, namespace: string, batchSize: number | undefined): Document {
    const key = id.toString();
    const cursor = this.open.get(key);
    if (cursor?.namespace !== namespace) throw new CommandError(43, `cursor id ${key} not found`);
    this.open.delete(key);
    const until = this.now() + SLICE_MS;
    const { batch, done } = take(cursor, batchSize ?? Infinity, () => this.now() >= until);
    cursor.lastUsed = this.now();
    if (!done) this.open.set(key, cursor);
    return { cursor: { nextBatch: batch, id: done ? Long.ZERO : id, ns: namespace }, ok: 1 };
  }

  kill(id: Long): boolean {
    const cursor = this.open.get(id.toString());
    cursor?.rest.return?.();
    return this.open.delete(id.toString());
  }

  /** Cursors nobody asked for in ten minutes. */
  sweep(now: number): void {
    for (const cursor of this.open.values()) if (now - cursor.lastUsed > IDLE_MS) this.kill(cursor.id);
  }

  killAll(): void {
    for (const cursor of [...this.open.values()]) this.kill(cursor.id);
  }
}

function newId(): Long {
  const bytes = randomBytes(8);
  return Long.fromBits(bytes.readInt32LE(0), (bytes.readInt32LE(4) & 0x7fffffff) | 1);
}

/** Takes one result ahead, so that a cursor is known to be done with its last batch. */
function take(
  cursor: Cursor,
  most: number,
  isLate = () => false,
): { batch: (Document | RawDocument)[]; done: boolean } {
  const batch: (Document | RawDocument)[] = [];
  let bytes = 0;
  if (most === 0) return { batch, done: false };
  for (;;) {
    const item = cursor.next ?? (cursor.rest.next().value as Document | RawDocument | undefined);
    cursor.next = undefined;
    if (item === undefined) return { batch, done: true };
    const size = item instanceof RawDocument ? item.bytes.length : documentSize(item);
    const isFull = batch.length >= most || bytes + size > LARGEST_BATCH_BYTES || isLate();
    if (isFull && batch.length > 0) {
      cursor.next = item;
      return { batch, done: false };
    }
    batch.push(item);
    bytes += size;
  }
}
