import { randomBytes } from 'node:crypto';
import { Long } from 'bson';
import { documentSize } from '../bson/size.js';
import { RawDocument, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { type Flow, onward, PAUSE, type Pause } from '../flow.js';
import { systemTime } from '../system-time.js';

const FIRST_BATCH = 101;
const LARGEST_BATCH_BYTES = 16 * 1024 * 1024;
const IDLE_MS = 10 * 60_000;
/** A later batch may always be smaller than asked for; one that takes long would keep whoever reads it waiting, and everybody else. */
const BATCH_MS = 30;

interface Cursor {
  id: Long;
  namespace: string;
  rest: Iterator<Document | RawDocument | Pause>;
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

  first(
    namespace: string,
    results: Flow<Document | RawDocument>,
    { batchSize, single = false }: Page,
  ): Document | Promise<Document> {
    const cursor: Cursor = {
      id: newId(),
      namespace,
      rest: results[Symbol.iterator](),
      next: undefined,
      lastUsed: this.now(),
    };
    return taken(cursor, { most: batchSize ?? FIRST_BATCH }, ({ batch, done }) => {
      const ends = done || single;
      if (single && !done) cursor.rest.return?.();
      if (!ends) this.open.set(cursor.id.toString(), cursor);
      return { cursor: { firstBatch: batch, id: ends ? Long.ZERO : cursor.id, ns: namespace }, ok: 1 };
    });
  }

  /** The same for a short list, in one batch if it fits. */
  listed(namespace: string, results: readonly Document[]): Document {
    // What is all there never pauses.
    return this.first(namespace, results, { batchSize: Infinity }) as Document;
  }

  more(id: Long, namespace: string, batchSize: number | undefined): Document | Promise<Document> {
    const key = id.toString();
    const cursor = this.open.get(key);
    if (cursor?.namespace !== namespace) throw new CommandError(43, `cursor id ${key} not found`);
    this.open.delete(key);
    const until = this.now() + BATCH_MS;
    const isLate = () => this.now() >= until;
    return taken(cursor, { most: batchSize ?? Infinity, isLate }, ({ batch, done }) => {
      cursor.lastUsed = this.now();
      if (!done) this.open.set(key, cursor);
      return { cursor: { nextBatch: batch, id: done ? Long.ZERO : id, ns: namespace }, ok: 1 };
    });
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

interface Batch {
  batch: (Document | RawDocument)[];
  done: boolean;
}

/** Takes one result ahead, so that a cursor is known to be done with its last batch. A batch ends early where finding it takes long. */
function taken<T>(
  cursor: Cursor,
  { most, isLate = () => false }: { most: number; isLate?: () => boolean },
  answer: (batch: Batch) => T,
): T | Promise<T> {
  const result: Batch = { batch: [], done: false };
  let bytes = 0;
  const fill = (): boolean => {
    if (most === 0) return true;
    for (;;) {
      const item = cursor.next ?? (cursor.rest.next().value as Document | RawDocument | Pause | undefined);
      cursor.next = undefined;
      if (item === undefined) {
        result.done = true;
        return true;
      }
      if (item === PAUSE) return result.batch.length > 0 && isLate();
      const size = item instanceof RawDocument ? item.bytes.length : documentSize(item);
      const isFull = result.batch.length >= most || bytes + size > LARGEST_BATCH_BYTES || isLate();
      if (isFull && result.batch.length > 0) {
        cursor.next = item;
        return true;
      }
      result.batch.push(item);
      bytes += size;
    }
  };
  const filled = onward(fill);
  return filled === undefined ? answer(result) : filled.then(() => answer(result));
}
