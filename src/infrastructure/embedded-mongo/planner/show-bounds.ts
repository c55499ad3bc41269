import { Rank } from '../bson/compare.js';
import { shellText } from '../bson/shell-text.js';
import type { Interval } from './bounds.js';

/** Where each type begins and ends, as MongoDB writes it when a range is open on that side. */
const ends: Record<number, readonly [string, string]> = {
  [Rank.MinKey]: ['[MinKey', 'MinKey]'],
  [Rank.EmptyArray]: ['[undefined', 'undefined]'],
  [Rank.Null]: ['[null', 'null]'],
  [Rank.Number]: ['[-inf', 'inf]'],
  [Rank.String]: ['[""', '{})'],
  [Rank.Object]: ['[{}', '[])'],
  [Rank.Array]: ['[[]', 'BinData(0, ))'],
  [Rank.Binary]: ['[BinData(0, )', "ObjectId('000000000000000000000000'))"],
  [Rank.ObjectId]: ["[ObjectId('000000000000000000000000')", "ObjectId('ffffffffffffffffffffffff')]"],
  [Rank.Boolean]: ['[false', 'true]'],
  [Rank.Date]: ['[new Date(-9223372036854775808)', 'new Date(9223372036854775807)]'],
  [Rank.Timestamp]: ['[Timestamp(0, 0)', 'Timestamp(4294967295, 4294967295)]'],
};

/** A field's bounds in the order they are read. */
export function showBounds(intervals: readonly Interval[] | undefined, descending: boolean): string[] {
  if (intervals === undefined) return [descending ? '[MaxKey, MinKey]' : '[MinKey, MaxKey]'];
  const shown = intervals.map((interval) => (descending ? backwards(interval) : forwards(interval)));
  return descending ? shown.reverse() : shown;
}

function forwards(interval: Interval): string {
  return `${lowEnd(interval)}, ${highEnd(interval)}`;
}

function backwards(interval: Interval): string {
  return `${mirrored(highEnd(interval))}, ${mirrored(lowEnd(interval))}`;
}

function lowEnd({ low, lowIncluded, least }: Interval): string {
  if (least === undefined) return ends[low[0] ?? 0]?.[0] ?? '[MinKey';
  return `${lowIncluded ? '[' : '('}${shellText(least)}`;
}

function highEnd({ low, highIncluded, greatest }: Interval): string {
  if (greatest === undefined) return ends[low[0] ?? 0]?.[1] ?? 'MaxKey]';
  return `${shellText(greatest)}${highIncluded ? ']' : ')'}`;
}

const mirror: Record<string, string> = { '[': ']', '(': ')', ']': '[', ')': '(' };

function mirrored(end: string): string {
  const isLow = end.startsWith('[') || end.startsWith('(');
  return isLow ? end.slice(1) + mirror[end.charAt(0)] : mirror[end.slice(-1)] + end.slice(0, -1);
}
