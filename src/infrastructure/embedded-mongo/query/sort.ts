import { compareValues, Rank, rankOf } from '../bson/compare.js';
import { isNumeric, toNumber } from '../bson/numbers.js';
import type { Document } from '../bson/values.js';
import { badValue, CommandError } from '../errors.js';
import { type Flow, gathered, PAUSE, type Pause } from '../flow.js';
import { emptyArray, entryRows } from '../storage/index-keys.js';

export type Order = (a: Document, b: Document) => number;

export interface SortField {
  path: string;
  direction: 1 | -1;
}

export function sortFields(spec: Document): SortField[] {
  return Object.keys(spec).map((path) => {
    const direction = toNumber(spec[path]);
    if (!isNumeric(spec[path]) || (direction !== 1 && direction !== -1)) {
      throw badValue(`$sort key ordering must be 1 (for ascending) or -1 (for descending)`);
    }
    if (path === '' || path.startsWith('$'))
      throw new CommandError(16410, `FieldPath field names may not start with '$': ${path}`);
    return { path, direction };
  });
}

/**
 * MongoDB's order: a document sorts by the first of the rows it would have in an index on these fields, so an array
 * counts with its least element ascending and with its greatest descending.
 */
export function compileOrder(spec: Document): Order {
  const fields = sortFields(spec);
  const paths = fields.map(({ path }) => path.split('.'));
  const keys = new WeakMap<Document, readonly unknown[]>();
  const keyOf = (document: Document) => {
    const known = keys.get(document);
    if (known !== undefined) return known;
    const key = firstRow(rowsFor(paths, document), fields);
    keys.set(document, key);
    return key;
  };
  return (a, b) => compareRows(keyOf(a), keyOf(b), fields);
}

function rowsFor(paths: readonly (readonly string[])[], document: Document): unknown[][] {
  try {
    return entryRows(paths, document);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw badValue('cannot sort with keys that are parallel arrays');
  }
}

function firstRow(rows: readonly (readonly unknown[])[], fields: readonly SortField[]): readonly unknown[] {
  return rows.reduce((first, row) => (compareRows(row, first, fields) < 0 ? row : first));
}

function compareRows(a: readonly unknown[], b: readonly unknown[], fields: readonly SortField[]): number {
  for (const [i, { direction }] of fields.entries()) {
    const order = compareKeys(a[i], b[i]);
    if (order !== 0) return order * direction;
  }
  return 0;
}

/** An empty array stands just before null. */
function compareKeys(a: unknown, b: unknown): number {
  if (a !== emptyArray && b !== emptyArray) return compareValues(a, b);
  return rankOfKey(a) - rankOfKey(b);
}

function rankOfKey(value: unknown): number {
  return value === emptyArray ? Rank.EmptyArray : rankOf(value);
}

/** The first `limit` in order, without sorting the rest when they are few of many. It pauses where its input does, and while it sorts many. */
export function* sorted<T>(
  items: Flow<T>,
  order: (a: T, b: T) => number,
  { limit = Infinity, mayPause }: { limit?: number; mayPause: boolean },
): Generator<T | Pause> {
  if (limit === Infinity || limit > 1000) {
    const all = yield* inOrder(yield* gathered(items), order, mayPause);
    yield* all.length > limit ? all.slice(0, limit) : all;
    return;
  }
  let best: T[] = [];
  for (const item of items) {
    if (item === PAUSE) {
      yield PAUSE;
      continue;
    }
    best.push(item);
    if (best.length >= limit * 2 + 100) best = best.sort(order).slice(0, limit);
  }
  yield* (yield* inOrder(best, order, false)).slice(0, limit);
}

/** So many are sorted between two pauses. */
const RUN = 4096;

function* inOrder<T>(items: T[], order: (a: T, b: T) => number, mayPause: boolean): Generator<Pause, T[]> {
  const [first] = items;
  // One alone is compared too: whether it can be sorted at all must not depend on the others.
  if (items.length === 1 && first !== undefined) order(first, first);
  if (!mayPause || items.length <= RUN) return items.sort(order);
  let runs: T[][] = [];
  for (let start = 0; start < items.length; start += RUN) {
    runs.push(items.slice(start, start + RUN).sort(order));
    yield PAUSE;
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let i = 0; i < runs.length; i += 2) merged.push(yield* merge(runs[i] ?? [], runs[i + 1] ?? [], order));
    runs = merged;
  }
  return runs[0] ?? [];
}

/** Of two that are equal the earlier one stays first. */
function* merge<T>(early: readonly T[], late: readonly T[], order: (a: T, b: T) => number): Generator<Pause, T[]> {
  const merged: T[] = [];
  let [i, j] = [0, 0];
  while (i < early.length && j < late.length) {
    merged.push(order(early[i] as T, late[j] as T) <= 0 ? (early[i++] as T) : (late[j++] as T));
    if (merged.length % RUN === 0) yield PAUSE;
  }
  while (i < early.length) merged.push(early[i++] as T);
  while (j < late.length) merged.push(late[j++] as T);
  return merged;
}
