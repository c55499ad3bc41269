import { equalValues } from '../bson/compare.js';
import { isDocument, type Document } from '../bson/values.js';
import { badValue } from '../errors.js';
import type { FilterNode } from '../query/filter.js';
import { sortFields, type SortField } from '../query/sort.js';
import type { Collection } from '../storage/collection.js';
import type { Index } from '../storage/index.js';
import { scanOf } from './index-scan.js';
import type { IndexScan, Plan } from './plan.js';
import { predicatesOf } from './predicates-of.js';
import { isUsable } from './usable.js';

const TRIED = 101;

export interface Question {
  filter: FilterNode;
  sort?: Document | undefined;
  hint?: unknown;
}

/** Chooses how to find a query's candidates. Whatever it chooses, the filter still decides on each of them. */
export function choosePlan(collection: Collection, { filter, sort, hint }: Question): Plan {
  const natural = naturalOrder(hint) ?? naturalOrder(sort);
  if (natural !== undefined) return { kind: 'collection', reverse: natural < 0 };
  const order = sort === undefined ? [] : sortFields(sort);
  const hinted = hint === undefined ? undefined : hintedIndex(collection, hint);
  if (hinted !== undefined) return scanOf(hinted, predicatesOf(filter), order);
  const best = bestScan(collection, filter, order);
  if (best !== undefined && best.score > 0) return best;
  return union(collection, filter) ?? best ?? { kind: 'collection', reverse: false };
}

function bestScan(collection: Collection, filter: FilterNode, order: readonly SortField[]): IndexScan | undefined {
  const predicates = predicatesOf(filter);
  let best: IndexScan | undefined;
  for (const index of collection.indexes) {
    if (!isVisible(collection, index) || !isUsable(index, predicates)) continue;
    const scan = scanOf(index, predicates, order);
    if (scan.score === 0 && !scan.sorted) continue;
    if (best === undefined || isBetter(collection, scan, best)) best = scan;
  }
  return best;
}

function isVisible(collection: Collection, index: Index): boolean {
  return index.spec.hidden !== true && (index.isReady || collection.store.isWriting);
}

function isBetter(collection: Collection, scan: IndexScan, best: IndexScan): boolean {
  const gain = scan.score + Number(scan.sorted) * 3 - best.score - Number(best.sorted) * 3;
  if (gain !== 0) return gain > 0;
  const fewer = keysToRead(collection, best) - keysToRead(collection, scan);
  return fewer !== 0 ? fewer > 0 : scan.index.fields.length < best.index.fields.length;
}

/** Up to as many keys as MongoDB reads for results when it tries plans side by side. */
function keysToRead({ store }: Collection, { exact, ranges }: IndexScan): number {
  if (exact !== undefined) return exact.length;
  let keys = 0;
  for (const { start, end } of ranges) {
    keys += store.environment.entries.getKeysCount({ start, end, limit: TRIED - keys });
    if (keys >= TRIED) break;
  }
  return keys;
}

/** An `$or` whose every branch has an index of its own reads those. */
function union(collection: Collection, filter: FilterNode): Plan | undefined {
  const choices = filter.kind === 'and' ? (filter.children ?? []) : [filter];
  for (const choice of choices) {
    if (choice.kind !== 'or') continue;
    const branches = (choice.children ?? []).map((branch) => bestScan(collection, branch, []));
    if (branches.every((branch) => branch !== undefined && branch.score > 0)) {
      return { kind: 'union', branches: branches as IndexScan[] };
    }
  }
  return undefined;
}

function naturalOrder(spec: unknown): number | undefined {
  return isDocument(spec) && '$natural' in spec ? Number(spec['$natural']) : undefined;
}

function hintedIndex(collection: Collection, hint: unknown): Index {
  const found = collection.indexes.find((index) =>
    typeof hint === 'string' ? index.spec.name === hint : isSameKey(index.spec.key, hint),
  );
  if (found === undefined) {
    throw badValue(
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  }
  return found;
}

export function isSameKey(key: Document, other: unknown): boolean {
  return isDocument(other) && equalValues(key, other);
}
