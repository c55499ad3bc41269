import { compareValues, Rank, rankOf } from '../bson/compare.js';
import { isNumeric, toNumber } from '../bson/numbers.js';
import { field, isDocument, type Document } from '../bson/types.js';
import { badValue, CommandError } from '../errors.js';

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

/** MongoDB's order: an array sorts by its least element ascending and by its greatest descending. */
export function compileOrder(spec: Document): Order {
  const fields = sortFields(spec).map(({ path, direction }) => ({ parts: path.split('.'), direction }));
  return (a, b) => {
    for (const { parts, direction } of fields) {
      const order = compareKeys(sortKey(a, parts, direction), sortKey(b, parts, direction));
      if (order !== 0) return order * direction;
    }
    return 0;
  };
}

const emptyArray = Symbol('empty array');

/** An empty array stands just before null. */
function compareKeys(a: unknown, b: unknown): number {
  if (a !== emptyArray && b !== emptyArray) return compareValues(a, b);
  return rankOfKey(a) - rankOfKey(b);
}

function rankOfKey(value: unknown): number {
  return value === emptyArray ? Rank.EmptyArray : rankOf(value);
}

export function sortKey(document: Document, parts: readonly string[], direction: 1 | -1): unknown {
  const [only] = parts;
  const value = parts.length === 1 && only !== undefined ? field(document, only) : undefined;
  if (parts.length === 1 && !Array.isArray(value)) return value;
  const candidates = keysAt(document, parts, 0);
  return candidates.reduce((best, candidate) => (compareKeys(candidate, best) * direction < 0 ? candidate : best));
}

function keysAt(value: unknown, parts: readonly string[], at: number): unknown[] {
  if (at === parts.length) {
    if (!Array.isArray(value)) return [value];
    return value.length === 0 ? [emptyArray] : value;
  }
  const part = parts[at] as string;
  if (Array.isArray(value)) {
    if (/^\d+$/.test(part) && Number(part) < value.length) return keysAt(value[Number(part)], parts, at + 1);
    if (value.length === 0) return [undefined];
    return value.flatMap((element) =>
      isDocument(element) ? keysAt(field(element, part), parts, at + 1) : [undefined],
    );
  }
  return isDocument(value) ? keysAt(field(value, part), parts, at + 1) : [undefined];
}

/** The first `limit` in order, without sorting the rest when they are few of many. */
export function sorted<T>(items: Iterable<T>, order: (a: T, b: T) => number, limit = Infinity): T[] {
  if (limit === Infinity || limit > 1000) return [...items].sort(order).slice(0, limit);
  let best: T[] = [];
  for (const item of items) {
    best.push(item);
    if (best.length >= limit * 2 + 100) best = best.sort(order).slice(0, limit);
  }
  return best.sort(order).slice(0, limit);
}
