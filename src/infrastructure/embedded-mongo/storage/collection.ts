import { decodeDocument } from '../bson/decode.js';
import { encodeDocument } from '../bson/encode.js';
import { documentSize } from '../bson/size.js';
import type { Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { BrokenWrite } from './group-commit.js';
import { duplicateKey } from './duplicate-key.js';
import { Index, type IndexSpec } from './index.js';
import { documentKey, entryKey, recordOf, recordValue } from './record-keys.js';
import type { Store } from './store.js';

const MOST_PENDING = 5000;
export const LARGEST_DOCUMENT = 16 * 1024 * 1024;

export interface CollectionSpec {
  id: number;
  namespace: string;
  options: Document;
  indexes: IndexSpec[];
}

export interface Stored {
  document: Document;
  bytes?: Buffer | undefined;
}

/** The documents of one namespace and their index entries. Every writing method runs inside a write job. */
export class Collection {
  readonly indexes: Index[];
  count = 0;
  /** Its cursors end with an error, not early. */
  isDropped = false;
  /** Documents written in this transaction, kept back so that a busy one is stored once however often it changed. */
  private readonly pending = new Map<number, Stored | null>();
  private readonly unsaved = new Set<number>();
  /** Stored already in this transaction, because keeping all of a large command would take too much memory. */
  private readonly spilled = new Set<number>();

  constructor(
    readonly store: Store,
    readonly spec: CollectionSpec,
  ) {
    this.indexes = spec.indexes.map((index) => new Index(index));
  }

  get namespace(): string {
    return this.spec.namespace;
  }

  read(record: number): Stored | undefined {
    if (this.store.isWriting) {
      const own = this.pending.get(record);
      if (own !== undefined) return own ?? undefined;
    }
    const cached = this.spilled.has(record) ? undefined : this.store.cache.get(record);
    if (cached !== undefined) return cached;
    const bytes = this.store.environment.documents.getBinary(documentKey(this.spec.id, record));
    return bytes === undefined ? undefined : { document: decodeDocument(bytes), bytes };
  }

  /** Keeps a document that was looked up by itself decoded for the next time; the cache is small. */
  remember(record: number, stored: Stored): void {
    if (!this.pending.has(record) && !this.spilled.has(record)) this.store.cache.set(record, stored);
  }

  insert(stored: Stored): void {
    const { document } = stored;
    checkSize(stored.bytes?.length ?? documentSize(document));
    const record = this.store.nextRecord();
    const entries = this.indexes.map((index) => {
      const keys = index.keysOf(document);
      for (const key of keys.keys) this.checkUnique(index, key, record, document);
      return { index, keys };
    });
    this.write(() => {
      for (const { index, keys } of entries) {
        if (index.learn(keys)) this.store.catalogue.save(this.spec);
        for (const key of keys.keys) this.putEntry(index, key, record);
      }
      this.keep(record, stored);
      this.count++;
    });
  }

  replace(record: number, before: Document, after: Document): void {
    checkSize(documentSize(after));
    const changes = this.indexes
      .filter((index) => !index.untouchedBy(before, after))
      .map((index) => difference(index, before, after));
    for (const { index, added } of changes) for (const key of added) this.checkUnique(index, key, record, after);
    this.write(() => {
      for (const { index, removed, added, keys } of changes) {
        if (index.learn(keys)) this.store.catalogue.save(this.spec);
        for (const key of removed) this.removeEntry(index, key, record);
        for (const key of added) this.putEntry(index, key, record);
      }
      this.keep(record, { document: after });
    });
  }

  remove(record: number, document: Document): void {
    const entries = this.indexes.map((index) => ({ index, keys: index.keysOf(document).keys }));
    this.write(() => {
      for (const { index, keys } of entries) for (const key of keys) this.removeEntry(index, key, record);
      this.keep(record, null);
      this.count--;
    });
  }

  /** Fills a new index from what is there. */
  build(index: Index): void {
    this.flush();
    const found: { key: Buffer; record: number }[] = [];
    for (const record of this.store.records(this)) {
      const document = (this.read(record) as Stored).document;
      const keys = index.keysOf(document);
      index.learn(keys);
      for (const key of keys.keys) {
        this.checkUnique(index, key, record, document);
        if (index.unique) this.write(() => this.putEntry(index, key, record));
        else found.push({ key, record });
      }
    }
    this.write(() => {
      for (const { key, record } of found) this.putEntry(index, key, record);
    });
  }

  /** Writes what the transaction changed to the tables. */
  flush(): void {
    const { documents } = this.store.environment;
    for (const record of this.unsaved) {
      const key = documentKey(this.spec.id, record);
      const stored = this.pending.get(record);
      if (stored === undefined || stored === null) documents.removeSync(key);
      else documents.putSync(key, (stored.bytes ??= encodeDocument(stored.document)));
    }
    this.unsaved.clear();
  }

  settle(): void {
    for (const [record, stored] of this.pending) {
      if (stored === null) this.store.cache.delete(record);
      else if (this.store.cache.has(record)) this.store.cache.set(record, stored);
    }
    for (const record of this.spilled) this.store.cache.delete(record);
    this.discard();
  }

  discard(): void {
    this.pending.clear();
    this.unsaved.clear();
    this.spilled.clear();
  }

  private keep(record: number, stored: Stored | null): void {
    this.pending.set(record, stored);
    this.unsaved.add(record);
    if (this.pending.size >= MOST_PENDING) this.spill();
  }

  private spill(): void {
    this.flush();
    for (const record of this.pending.keys()) this.spilled.add(record);
    this.pending.clear();
  }

  private write(action: () => void): void {
    try {
      action();
      this.store.touched.add(this);
    } catch (error) {
      throw new BrokenWrite(error);
    }
  }

  private putEntry(index: Index, key: Buffer, record: number): void {
    this.store.environment.entries.putSync(entryKey(index, key, record), recordValue(index, record));
  }

  private removeEntry(index: Index, key: Buffer, record: number): void {
    this.store.environment.entries.removeSync(entryKey(index, key, record));
  }

  private checkUnique(index: Index, key: Buffer, record: number, document: Document): void {
    if (!index.unique) return;
    const holder = this.store.environment.entries.getBinary(key);
    if (holder !== undefined && recordOf(holder) !== record) throw duplicateKey(this.namespace, index, key, document);
  }
}

function difference(index: Index, before: Document, after: Document) {
  const old = index.keysOf(before).keys;
  const keys = index.keysOf(after);
  const had = new Set(old.map((key) => key.toString('latin1')));
  const has = new Set(keys.keys.map((key) => key.toString('latin1')));
  return {
    index,
    keys,
    removed: old.filter((key) => !has.has(key.toString('latin1'))),
    added: keys.keys.filter((key) => !had.has(key.toString('latin1'))),
  };
}

function checkSize(size: number): void {
  if (size <= LARGEST_DOCUMENT) return;
  throw new CommandError(10334, `BSONObj size: ${size} is invalid. Size must be between 0 and ${LARGEST_DOCUMENT}`);
}
