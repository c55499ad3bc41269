import { compareValues, Rank, rankOf } from '../bson/compare.js';
import { isNumeric, toNumber } from '../bson/numbers.js';
import type { Document } from '../bson/values.js';
import { badValue, CommandError } from '../errors.js';
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

/** The first `limit` in order, without sorting the rest when they are few of many. */
export function sorted<T>(items: Iterable<T>, order: (a: T, b: T) => number, limit = Infinity): T[] {
  if (limit === Infinity || limit > 1000) return inOrder([...items], order).slice(0, limit);
  let best: T[] = [];
  for (const item of items) {
    best.push(item);
    if (best.length >= limit * 2 + 100) best = best.sort(order).slice(0, limit);
  }
  return inOrder(best, order).slice(0, limit);
}

/** One alone is compared too: whether it can be sorted at all must not depend on the others. */
function inOrder<T>(items: T[], order: (a: T, b: T) => number): T[] {
  const [first] = items;
  if (items.length === 1 && first !== undefined) order(first, first);
  return items.sort(order);
}
