import { decodeDocument } from '../bson/decode.js';
import { encodeDocument } from '../bson/encode.js';
import type { Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { Collection, type CollectionSpec } from './collection.js';
import { Index, type IndexSpec } from './index.js';
import { documentKey, prefixOf } from './record-keys.js';
import type { Store } from './store.js';

const collectionPrefix = 'c:';
const countPrefix = 'n:';
const countersKey = Buffer.from('ids');

/** What collections and indexes exist. Changes run inside write jobs and stand with them or fall with them. */
export class Catalogue {
  private collections = new Map<string, Collection>();
  private fresh: Index[] = [];
  private nextId = 1;

  constructor(private readonly store: Store) {
    this.load();
  }

  load(): void {
    const table = this.store.environment.catalogue;
    this.collections = new Map();
    this.fresh = [];
    const counters = table.getBinary(countersKey);
    this.nextId = counters === undefined ? 1 : counters.readUInt32BE(0);
    const range = { start: Buffer.from(collectionPrefix), end: Buffer.from('c;') };
    for (const { value } of table.getRange(range)) {
      const collection = new Collection(this.store, decodeDocument(value) as unknown as CollectionSpec);
      const count = table.getBinary(countKey(collection.spec.id));
      collection.count = count === undefined ? 0 : count.readUIntBE(0, 6);
      this.collections.set(collection.namespace, collection);
    }
  }

  all(): Iterable<Collection> {
    return this.collections.values();
  }

  get(namespace: string): Collection | undefined {
    return this.collections.get(namespace);
  }

  ensure(namespace: string, options: Document = {}): Collection {
    return this.collections.get(namespace) ?? this.create(namespace, options);
  }

  create(namespace: string, options: Document): Collection {
    checkNamespace(namespace);
    const spec: CollectionSpec = { id: this.newId(), namespace, options, indexes: [] };
    spec.indexes.push({ id: this.newId(), name: '_id_', key: { _id: 1 }, multikey: [false], truncated: false });
    const collection = new Collection(this.store, spec);
    this.collections.set(namespace, collection);
    this.save(spec);
    return collection;
  }

  drop(collection: Collection): void {
    for (const index of [...collection.indexes]) this.clear('entries', index.id);
    collection.discard();
    collection.isDropped = true;
    this.store.touched.delete(collection);
    this.clear('documents', collection.spec.id);
    this.collections.delete(collection.namespace);
    const table = this.store.environment.catalogue;
    table.removeSync(Buffer.from(collectionPrefix + collection.namespace));
    table.removeSync(countKey(collection.spec.id));
    this.store.cache.clear();
  }

  rename(collection: Collection, namespace: string): void {
    checkNamespace(namespace);
    this.store.environment.catalogue.removeSync(Buffer.from(collectionPrefix + collection.namespace));
    this.collections.delete(collection.namespace);
    collection.spec.namespace = namespace;
    this.collections.set(namespace, collection);
    this.save(collection.spec);
  }

  addIndex(collection: Collection, wanted: Omit<IndexSpec, 'id' | 'multikey' | 'truncated'>): void {
    const multikey = Object.keys(wanted.key).map(() => false);
    const spec: IndexSpec = { id: this.newId(), ...wanted, multikey, truncated: false };
    const index = new Index(spec);
    try {
      collection.build(index);
    } catch (error) {
      this.clear('entries', index.id);
      throw error;
    }
    index.isReady = false;
    this.fresh.push(index);
    collection.indexes.push(index);
    collection.spec.indexes.push(spec);
    this.save(collection.spec);
  }

  dropIndex(collection: Collection, index: Index): void {
    this.clear('entries', index.id);
    collection.indexes.splice(collection.indexes.indexOf(index), 1);
    collection.spec.indexes.splice(collection.spec.indexes.indexOf(index.spec), 1);
    this.save(collection.spec);
  }

  save(spec: CollectionSpec): void {
    const key = Buffer.from(collectionPrefix + spec.namespace);
    this.store.environment.catalogue.putSync(key, encodeDocument(spec as unknown as Document));
  }

  saveCount(collection: Collection): void {
    const value = Buffer.allocUnsafe(6);
    value.writeUIntBE(collection.count, 0, 6);
    this.store.environment.catalogue.putSync(countKey(collection.spec.id), value);
  }

  /** What the last transaction built can be read from now on. */
  settle(): void {
    for (const index of this.fresh) index.isReady = true;
    this.fresh = [];
  }

  private newId(): number {
    const value = Buffer.allocUnsafe(4);
    const id = this.nextId++;
    value.writeUInt32BE(this.nextId, 0);
    this.store.environment.catalogue.putSync(countersKey, value);
    return id;
  }

  private clear(table: 'documents' | 'entries', id: number): void {
    const rows = this.store.environment[table];
    const keys = [...rows.getKeys({ start: documentKey(id, 0).subarray(0, 4), end: prefixOf(id + 1) })];
    for (const key of keys) rows.removeSync(key);
  }
}

function countKey(id: number): Buffer {
  return Buffer.concat([Buffer.from(countPrefix), prefixOf(id)]);
}

function checkNamespace(namespace: string): void {
  const name = namespace.slice(namespace.indexOf('.') + 1);
  if (name === '' || name.includes('\0') || name.includes('$') || name.startsWith('.') || namespace.length > 255) {
    throw new CommandError(73, `Invalid namespace specified '${namespace}'`);
  }
}
