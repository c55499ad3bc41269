import type { Document } from './bson/values.js';
import { search } from './planner/execute.js';
import { parseFilter } from './query/filter.js';
import type { Collection } from './storage/collection.js';
import type { Index } from './storage/index.js';
import type { Store } from './storage/store.js';

const MOST_AT_ONCE = 1000;

/** Removes what TTL indexes say has expired, a bounded number to a write so that others get their turn. */
export async function removeExpired(store: Store, now: number): Promise<number> {
  let removed = 0;
  for (const collection of [...store.catalogue.all()]) {
    for (const index of collection.indexes) {
      if (index.spec.expireAfterSeconds === undefined) continue;
      removed += await removeFrom(store, collection, index, now);
    }
  }
  return removed;
}

async function removeFrom(store: Store, collection: Collection, index: Index, now: number): Promise<number> {
  const [path = ''] = index.fields;
  const limit = new Date(now - (index.spec.expireAfterSeconds ?? 0) * 1000);
  const filter: Document = { [path]: { $lte: limit } };
  let removed = 0;
  for (;;) {
    const count = await store.write(() => {
      if (store.catalogue.get(collection.namespace) !== collection || !collection.indexes.includes(index)) return 0;
      const expired = [
        ...search(collection, { filter: parseFilter(filter), hint: index.spec.name, limit: MOST_AT_ONCE }),
      ];
      for (const { record, stored } of expired) collection.remove(record, stored.document);
      return expired.length;
    });
    removed += count;
    if (count < MOST_AT_ONCE) return removed;
  }
}
