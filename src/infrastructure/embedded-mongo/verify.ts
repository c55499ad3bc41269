import type { Document } from './bson/values.js';
import type { Collection, Stored } from './storage/collection.js';
import type { Index } from './storage/index.js';
import { entryKey, prefixOf, recordOf } from './storage/record-keys.js';
import { sizesUnder } from './storage/sizes.js';
import type { Store } from './storage/store.js';

export interface Violation {
  collection: string;
  subject: string;
  detail: string;
}

export interface Verification {
  checked: { collections: number; documents: number; entries: number };
  violations: Violation[];
}

/** Reads everything: each document has its entries in every index, each entry its document, and the counts are right. */
export function verifyStore(store: Store): Verification {
  const result: Verification = { checked: { collections: 0, documents: 0, entries: 0 }, violations: [] };
  for (const collection of store.catalogue.all()) {
    result.checked.collections++;
    verifyCollection(store, collection, result);
  }
  return result;
}

function verifyCollection(store: Store, collection: Collection, { checked, violations }: Verification): void {
  const report = (subject: string, detail: string) =>
    violations.push({ collection: collection.namespace, subject, detail });
  const expected = new Map<Index, number>(collection.indexes.map((index) => [index, 0]));
  let documents = 0;
  for (const record of store.records(collection)) {
    documents++;
    const { document } = collection.read(record) as Stored;
    for (const index of collection.indexes) {
      const { keys } = index.keysOf(document);
      expected.set(index, (expected.get(index) ?? 0) + keys.length);
      for (const key of keys) {
        const value = store.environment.entries.getBinary(entryKey(index, key, record));
        const isFound = value !== undefined && (!index.unique || recordOf(value) === record);
        if (!isFound) report(`record ${record}`, `no entry in index ${index.spec.name}`);
      }
    }
  }
  if (documents !== collection.count) report('count', `${collection.count} kept, ${documents} found`);
  for (const [index, count] of expected) {
    const entries = countEntries(store, index);
    checked.entries += entries;
    if (entries !== count) report(`index ${index.spec.name}`, `${entries} entries for ${count} keys of documents`);
  }
  checked.documents += documents;
}

function countEntries(store: Store, index: Index): number {
  return store.environment.entries.getKeysCount({ start: prefixOf(index.id), end: prefixOf(index.id + 1) });
}

/** How much is in the store: documents and bytes of each collection, entries and bytes of each index. */
export async function storeStats(store: Store): Promise<Document> {
  const collections = [];
  for (const collection of store.catalogue.all()) {
    const { bytes, storage } = await sizesUnder(store.environment.documents, collection.spec.id);
    const indexes: Document = {};
    for (const { id, spec } of collection.indexes) {
      const entries = await sizesUnder(store.environment.entries, id);
      indexes[spec.name] = { entries: entries.count, storage: entries.storage };
    }
    collections.push({ namespace: collection.namespace, documents: collection.count, bytes, storage, indexes });
  }
  return { collections, pages: store.environment.stats() };
}
