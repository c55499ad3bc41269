import type { ElementMatch, FilterNode } from '../query/filter.js';
import type { SortField } from '../query/sort.js';
import { LONGEST_KEY, shorten } from '../storage/index-keys.js';
import type { Index } from '../storage/index.js';
import { prefixOf } from '../storage/record-keys.js';
import { after, intersect, intervalsFor, inverted, isPoint, type Interval } from './bounds.js';
import type { IndexScan, KeyRange } from './plan.js';
import { needsValue } from './usable.js';

const MOST_PREFIXES = 1000;
const DIGEST_BYTES = 32;

/** How this index would answer: the stretches to read, and whether they come in the wanted order. */
export function scanOf(
  index: Index,
  predicates: ReadonlyMap<string, FilterNode[]>,
  order: readonly SortField[],
): IndexScan {
  const bounds = indexBounds(index, predicates);
  let prefixes = [prefixOf(index.id)];
  let ranges: KeyRange[] | undefined;
  let pinned = 0;
  for (const [i, intervals] of bounds.entries()) {
    if (intervals === undefined) break;
    const directed = index.descending[i] === true ? intervals.map(inverted).reverse() : intervals;
    if (directed.every(isPoint) && prefixes.length * directed.length <= MOST_PREFIXES) {
      prefixes = prefixes.flatMap((prefix) => directed.map((interval) => Buffer.concat([prefix, interval.low])));
      pinned++;
    } else {
      ranges = prefixes.flatMap((prefix) => directed.map((interval) => rangeOf(prefix, interval)));
      break;
    }
  }
  const used = pinned + (ranges === undefined ? 0 : 1);
  const complete = pinned === index.fields.length;
  // A sparse index leaves out the elements without the field, by which the document may have to be sorted.
  const losesOrder = index.spec.truncated || (index.sparse && index.isMultikey);
  const direction = losesOrder ? undefined : sortDirection(index, bounds, used, order);
  return {
    kind: 'index',
    index,
    exact:
      complete && index.unique ? prefixes.map((key) => (key.length > LONGEST_KEY ? shorten(key) : key)) : undefined,
    ranges: ranges ?? prefixes.map((prefix) => rangeFrom(prefix, true, prefix, true)),
    reverse: direction === -1,
    sorted: direction !== undefined && order.length > 0,
    bounds: bounds.map((intervals, i) => (i < used ? intervals : undefined)),
    score: pinned * 10 + (ranges === undefined ? 0 : 5) + (complete && index.unique ? 100 : 0),
  };
}

interface FieldBounds {
  intervals: Interval[];
  within: ElementMatch | undefined;
}

function indexBounds(index: Index, predicates: ReadonlyMap<string, FilterNode[]>): (Interval[] | undefined)[] {
  const bounds: (FieldBounds | undefined)[] = [];
  for (const [position, path] of index.fields.entries()) {
    const nodes = predicates.get(path) ?? [];
    const isMultikey = index.spec.multikey[position] === true;
    // A sparse index leaves out the elements without its fields, and they may be those that are asked for.
    const offered = boundsOffered(index.sparse && isMultikey ? nodes.filter(needsValue) : nodes);
    bounds.push(isMultikey ? ofOneElement(index, bounds, offered) : ofOneValue(offered));
  }
  return bounds.map((one) => one?.intervals);
}

function boundsOffered(nodes: readonly FilterNode[]): FieldBounds[] {
  const offered: FieldBounds[] = [];
  for (const node of nodes) {
    const intervals = intervalsFor(node);
    if (intervals !== undefined) offered.push({ intervals, within: node.within });
  }
  return offered;
}

function ofOneValue(offered: readonly FieldBounds[]): FieldBounds | undefined {
  if (offered.length < 2) return offered[0];
  return { intervals: offered.map(({ intervals }) => intervals).reduce(intersect), within: undefined };
}

/** Predicates on an array may be met by different elements, so that only one of them bounds it, or one `$elemMatch`. */
function ofOneElement(
  index: Index,
  earlier: readonly (FieldBounds | undefined)[],
  offered: readonly FieldBounds[],
): FieldBounds | undefined {
  const possible = offered.filter(({ within }) =>
    earlier.every((bound, i) => isMetTogether(index, i, bound, earlier.length, within)),
  );
  const pinning = possible.filter(({ intervals }) => intervals.every(isPoint));
  const best = pinning.length > 0 ? pinning : possible;
  const chosen = best.find(({ within }) => within !== undefined) ?? best[0];
  if (chosen?.within?.ofValues !== true) return chosen;
  const together = possible.filter(({ within }) => within === chosen.within);
  return { intervals: together.map(({ intervals }) => intervals).reduce(intersect), within: chosen.within };
}

/** Whether the element that meets the bound of an earlier field of the same array meets this predicate too. */
function isMetTogether(
  index: Index,
  i: number,
  bound: FieldBounds | undefined,
  position: number,
  within: ElementMatch | undefined,
): boolean {
  const [path, other] = [index.paths[position] as readonly string[], index.paths[i] as readonly string[]];
  if (index.spec.multikey[i] !== true || path[0] !== other[0]) return true;
  if (within === undefined || within !== bound?.within) return false;
  const shared = path.findIndex((part, depth) => part !== other[depth]);
  return within.path === path.slice(0, shared).join('.') && shared < other.length;
}

function rangeOf(prefix: Buffer, { low, lowIncluded, high, highIncluded }: Interval): KeyRange {
  return rangeFrom(Buffer.concat([prefix, low]), lowIncluded, Buffer.concat([prefix, high]), highIncluded);
}

/** Keys continue after the bound, with further fields or the record: "included" means all that begin with it. */
function rangeFrom(low: Buffer, lowIncluded: boolean, high: Buffer, highIncluded: boolean): KeyRange {
  const start = fitted(low);
  const end = fitted(high);
  return {
    start: lowIncluded || start !== low ? start : after(start),
    end: highIncluded || end !== high ? after(end) : end,
  };
}

function fitted(bytes: Buffer): Buffer {
  return bytes.length > LONGEST_KEY - DIGEST_BYTES ? bytes.subarray(0, LONGEST_KEY - DIGEST_BYTES) : bytes;
}

/** 1 or -1 when reading the index forwards or backwards yields the order, undefined when neither does. */
function sortDirection(
  index: Index,
  bounds: readonly (readonly Interval[] | undefined)[],
  used: number,
  order: readonly SortField[],
): 1 | -1 | undefined {
  const isPinned = (i: number) => i < used && bounds[i]?.length === 1 && isPoint(bounds[i][0] as Interval);
  let direction: 1 | -1 | undefined;
  let position = 0;
  for (const { path, direction: wanted } of order) {
    const pinnedField = index.fields.findIndex(
      (name, i) => name === path && isPinned(i) && index.spec.multikey[i] !== true,
    );
    if (pinnedField >= 0) continue;
    while (position < index.fields.length && index.fields[position] !== path && isPinned(position)) position++;
    if (index.fields[position] !== path) return undefined;
    if (index.spec.multikey[position] === true && used > 0) return undefined;
    const here = index.descending[position] === true ? -wanted : wanted;
    if (direction !== undefined && direction !== here) return undefined;
    direction = here as 1 | -1;
    position++;
  }
  return direction ?? 1;
}
