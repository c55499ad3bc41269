import { BSONRegExp } from 'bson';
import { KeyWriter } from '../bson/key-encoding.js';
import { Rank, rankOf } from '../bson/compare.js';
import type { FilterNode } from '../query/filter.js';

/** A stretch of one field's key bytes, ascending: from `low` to `high`, each with whether it belongs. */
export interface Interval {
  low: Buffer;
  lowIncluded: boolean;
  high: Buffer;
  highIncluded: boolean;
  /** The values behind the bytes, for explain; none where the interval begins or ends with its type. */
  least?: unknown;
  greatest?: unknown;
}

const writer = new KeyWriter();

export function encodeValue(value: unknown): Buffer {
  return writer.reset().value(value).finish();
}

function point(value: unknown): Interval {
  const bytes = encodeValue(value);
  return { low: bytes, lowIncluded: true, high: bytes, highIncluded: true, least: value, greatest: value };
}

export function isPoint(interval: Interval): boolean {
  return interval.low.equals(interval.high);
}

/** Everything of one type, as its rank byte and the one after it. */
function wholeRank(rank: number): Interval {
  return { low: Buffer.from([rank]), lowIncluded: true, high: Buffer.from([rank + 1]), highIncluded: false };
}

const emptyArrayKey = Buffer.from([Rank.EmptyArray]);
const emptyArrays: Interval = { low: emptyArrayKey, lowIncluded: true, high: emptyArrayKey, highIncluded: true };

/** Where a predicate's values lie in an index on its field, or undefined when the index cannot say. */
export function intervalsFor(node: FilterNode): Interval[] | undefined {
  const { op, operand } = node;
  switch (op) {
    case '$eq':
      return equality(operand);
    case '$in':
      return merged(
        (operand as unknown[]).map((value) => (value instanceof BSONRegExp ? textRange(value) : equality(value))),
      );
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return range(op, operand);
    case '$regex':
      return textRange(operand as BSONRegExp);
    case '$exists':
      return undefined;
    default:
      return undefined;
  }
}

function equality(operand: unknown): Interval[] | undefined {
  if (operand === undefined || rankOf(operand) === Rank.Null) return [point(null)];
  if (!Array.isArray(operand)) return [point(operand)];
  return merged([[operand.length === 0 ? emptyArrays : point(operand[0])], [point(operand)]]);
}

function range(op: string, operand: unknown): Interval[] | undefined {
  const rank = rankOf(operand);
  if (rank === Rank.Null || rank === Rank.MinKey || rank === Rank.MaxKey || rank === Rank.Array) return undefined;
  const all = wholeRank(rank);
  const bytes = encodeValue(operand);
  if (op === '$gt') return [{ ...all, low: bytes, lowIncluded: false, least: operand }];
  if (op === '$gte') return [{ ...all, low: bytes, least: operand }];
  return [{ ...all, high: bytes, highIncluded: op === '$lte', greatest: operand }];
}

/** A pattern with a literal beginning reads only the strings that begin so; any other reads all strings. */
function textRange(pattern: BSONRegExp): Interval[] {
  const literal = /^\^([\p{L}\p{N} _\-:@/]+)(?![*?+{|])/u.exec(pattern.pattern)?.[1];
  const strings = wholeRank(Rank.String);
  const patterns = point(pattern);
  const usable = literal !== undefined && pattern.options === '' && !pattern.pattern.includes('|');
  if (!usable) return [strings, patterns];
  const prefix = /[*?+{]/.test(pattern.pattern[literal.length + 1] ?? '') ? literal.slice(0, -1) : literal;
  const low = encodeValue(prefix).subarray(0, -1);
  const beginning = { low, lowIncluded: true, high: after(low), highIncluded: false, least: prefix };
  return [{ ...beginning, greatest: nextText(prefix) }, patterns];
}

function nextText(prefix: string): string {
  return prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
}

/** The least bytes greater than everything that begins with these. */
export function after(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 255) end--;
  const next = Buffer.from(bytes.subarray(0, end));
  if (end > 0) next[end - 1] = (next[end - 1] as number) + 1;
  return next;
}

function merged(lists: (Interval[] | undefined)[]): Interval[] | undefined {
  const all: Interval[] = [];
  for (const list of lists) {
    if (list === undefined) return undefined;
    all.push(...list);
  }
  all.sort((a, b) => a.low.compare(b.low));
  const result: Interval[] = [];
  for (const interval of all) {
    const last = result.at(-1);
    if (last === undefined || last.high.compare(interval.low) < 0) result.push(interval);
    else if (last.high.compare(interval.high) < 0)
      result[result.length - 1] = { ...interval, low: last.low, lowIncluded: last.lowIncluded, least: last.least };
  }
  return result;
}

/** What two sets of intervals share; for fields that never held an array, where both predicates bind one value. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const left of a) {
    for (const right of b) {
      const lows = left.low.compare(right.low);
      const highs = left.high.compare(right.high);
      const low = lows > 0 || (lows === 0 && !left.lowIncluded) ? left : right;
      const high = highs < 0 || (highs === 0 && !left.highIncluded) ? left : right;
      const order = low.low.compare(high.high);
      if (order > 0 || (order === 0 && !(low.lowIncluded && high.highIncluded))) continue;
      result.push({ ...high, low: low.low, lowIncluded: low.lowIncluded, least: low.least });
    }
  }
  return result.sort((x, y) => x.low.compare(y.low));
}

export function inverted(interval: Interval): Interval {
  return {
    low: flip(interval.high),
    lowIncluded: interval.highIncluded,
    high: flip(interval.low),
    highIncluded: interval.lowIncluded,
  };
}

function flip(bytes: Buffer): Buffer {
  const result = Buffer.allocUnsafe(bytes.length);
  for (let i = 0; i < bytes.length; i++) result[i] = 255 - (bytes[i] as number);
  return result;
}
