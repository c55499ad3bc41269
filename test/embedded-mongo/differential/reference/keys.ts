import { Refusal } from './refusal.js';
import { compare, hollow, isDoc, missing, type Doc } from './order.js';

export type Pattern = Record<string, 1 | -1>;

/** The rows a document has in an index on these paths: one for each element of the one array they may share. */
export function rowsOf(document: Doc, paths: readonly string[], parallel: number): unknown[][] {
  return expand(
    paths.map((path) => ({ value: document, rest: path.split('.') })),
    parallel,
  );
}

interface Walk {
  value: unknown;
  rest: string[];
  /** The element of an array at the end of a path is taken as it is. */
  done?: boolean;
}

function expand(walks: Walk[], parallel: number): unknown[][] {
  const reached = walks.map(advance);
  const arrays = reached.filter(({ value, done }) => done !== true && Array.isArray(value));
  const [first] = arrays;
  if (first === undefined) return [reached.map(({ value }) => value)];
  if (arrays.some(({ value }) => value !== first.value)) throw new Refusal(parallel);
  const list = first.value as unknown[];
  const elements = list.length === 0 ? [hollow] : list;
  return elements.flatMap((element) =>
    expand(
      reached.map((walk) => {
        if (walk.done === true || walk.value !== first.value) return walk;
        if (walk.rest.length === 0) return { value: element, rest: [], done: true };
        return isDoc(element) ? { value: element, rest: walk.rest } : { value: missing, rest: [], done: true };
      }),
      parallel,
    ),
  );
}

function advance(walk: Walk): Walk {
  let { value, rest } = walk;
  if (walk.done === true) return walk;
  while (rest.length > 0 && !Array.isArray(value)) {
    const [name = '', ...others] = rest;
    if (!isDoc(value)) return { value: missing, rest: [], done: true };
    value = value[name];
    rest = others;
  }
  return { value, rest };
}

export function compareRows(a: readonly unknown[], b: readonly unknown[], directions: readonly number[] = []): number {
  for (const [i, left] of a.entries()) {
    const order = compare(left, b[i]) * (directions[i] ?? 1);
    if (order !== 0) return order;
  }
  return 0;
}

/** A document sorts by the first of its rows in the sort's own order. */
export function sortRow(document: Doc, pattern: Pattern): unknown[] {
  const rows = rowsOf(document, Object.keys(pattern), 2);
  const directions = Object.values(pattern);
  return rows.reduce((least, row) => (compareRows(row, least, directions) < 0 ? row : least));
}
