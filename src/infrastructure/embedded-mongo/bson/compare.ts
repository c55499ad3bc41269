import type { Binary, BSONRegExp, Code, ObjectId, Timestamp } from 'bson';
import { compareNumbers } from './numbers.js';
import { wrapperName, type Document } from './values.js';

/** Where a type stands in BSON's comparison order; a missing field stands with null. */
export const enum Rank {
  MinKey = 1,
  EmptyArray = 4,
  Null = 5,
  Number = 10,
  String = 15,
  Object = 20,
  Array = 25,
  Binary = 30,
  ObjectId = 35,
  Boolean = 40,
  Date = 45,
  Timestamp = 47,
  Regex = 50,
  Code = 60,
  MaxKey = 127,
}

export function rankOf(value: unknown): Rank {
  switch (typeof value) {
    case 'string':
      return Rank.String;
    case 'number':
    case 'bigint':
      return Rank.Number;
    case 'boolean':
      return Rank.Boolean;
    case 'object':
      return value === null ? Rank.Null : rankOfObject(value);
    default:
      return Rank.Null;
  }
}

function rankOfObject(value: object): Rank {
  if (Array.isArray(value)) return Rank.Array;
  if (value instanceof Date) return Rank.Date;
  switch (wrapperName(value)) {
    case undefined:
      return Rank.Object;
    case 'ObjectId':
      return Rank.ObjectId;
    case 'Binary':
      return Rank.Binary;
    case 'Timestamp':
      return Rank.Timestamp;
    case 'BSONRegExp':
      return Rank.Regex;
    case 'Code':
      return Rank.Code;
    case 'BSONSymbol':
      return Rank.String;
    case 'MinKey':
      return Rank.MinKey;
    case 'MaxKey':
      return Rank.MaxKey;
    default:
      return Rank.Number;
  }
}

/** BSON's total order: first by type, then by value. */
export function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0;
  const rank = rankOf(a);
  const difference = rank - rankOf(b);
  return difference !== 0 ? Math.sign(difference) : compareSameRank(rank, a, b);
}

export function equalValues(a: unknown, b: unknown): boolean {
  return a === b || compareValues(a, b) === 0;
}

function compareSameRank(rank: Rank, a: unknown, b: unknown): number {
  switch (rank) {
    case Rank.Number:
      return compareNumbers(a, b);
    case Rank.String:
      return compareStrings(String(a), String(b));
    case Rank.Object:
      return compareDocuments(a as Document, b as Document);
    case Rank.Array:
      return compareArrays(a as unknown[], b as unknown[]);
    case Rank.Binary:
      return compareBinaries(a as Binary, b as Binary);
    case Rank.ObjectId:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case Rank.Boolean:
      return Number(a) - Number(b);
    case Rank.Date:
      return Math.sign((a as Date).getTime() - (b as Date).getTime());
    case Rank.Timestamp:
      return Math.sign((a as Timestamp).compare(b as Timestamp));
    case Rank.Regex:
      return compareStrings(regexText(a as BSONRegExp), regexText(b as BSONRegExp));
    case Rank.Code:
      return compareStrings(String((a as Code).code), String((b as Code).code));
    default:
      return 0;
  }
}

/** By UTF-8 bytes, as BSON does; JavaScript's own order differs for characters outside the first plane. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return codePointOrder(left) - codePointOrder(right) < 0 ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

function codePointOrder(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x2000 : unit + 0x2000;
}

function compareDocuments(a: Document, b: Document): number {
  const left = Object.keys(a);
  const right = Object.keys(b);
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const leftName = left[i] as string;
    const rightName = right[i] as string;
    const ranks = rankOf(a[leftName]) - rankOf(b[rightName]);
    if (ranks !== 0) return Math.sign(ranks);
    const names = compareStrings(leftName, rightName);
    if (names !== 0) return names;
    const values = compareValues(a[leftName], b[rightName]);
    if (values !== 0) return values;
  }
  return Math.sign(left.length - right.length);
}

function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return Math.sign(a.length - b.length);
}

function compareBinaries(a: Binary, b: Binary): number {
  const sizes = a.position - b.position;
  if (sizes !== 0) return Math.sign(sizes);
  const types = a.sub_type - b.sub_type;
  if (types !== 0) return Math.sign(types);
  return Buffer.compare(a.buffer.subarray(0, a.position), b.buffer.subarray(0, b.position));
}

function regexText(value: BSONRegExp): string {
  return `${value.pattern}\0${value.options}`;
}
