import { createHash } from 'node:crypto';
import { KeyWriter } from '../bson/key-encoding.js';
import { Rank } from '../bson/compare.js';
import { field, isDocument, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';

export const LONGEST_KEY = 1800;

/** What an index holds for an empty array: it sorts just before null, as in MongoDB. */
export const emptyArray: unique symbol = Symbol('empty array');

export interface KeyShape {
  id: number;
  paths: readonly (readonly string[])[];
  descending: readonly boolean[];
  sparse: boolean;
}

export interface DocumentKeys {
  keys: Buffer[];
  /** Which of the paths met an array. */
  multikey: readonly boolean[];
  truncated: boolean;
}

const writer = new KeyWriter();

/** The entries one document has in an index: one for each element of an array on its paths. */
export function documentKeys(shape: KeyShape, document: Document): DocumentKeys {
  const multikey = shape.paths.map(() => false);
  const rows = entryRows(shape.paths, document, multikey);
  const kept = shape.sparse ? rows.filter((row) => row.some((value) => value !== undefined)) : rows;
  let truncated = false;
  const keys = kept.map((row) => {
    const key = encodeRow(shape, row);
    truncated ||= key.truncated;
    return key.bytes;
  });
  return { keys: keys.length > 1 ? distinct(keys) : keys, multikey, truncated };
}

/** The values behind a document's first entry, for the message of a duplicate. */
export function rowsOf(shape: KeyShape, document: Document): unknown[][] {
  const rows = entryRows(shape.paths, document);
  return rows.map((row) => row.map((value) => (value === emptyArray ? [] : value)));
}

/** The rows of values behind a document's entries; notes which of the paths met an array. */
export function entryRows(
  paths: readonly (readonly string[])[],
  document: Document,
  multikey: boolean[] = [],
): unknown[][] {
  const rows: unknown[][] = [];
  const nodes = paths.map(() => document);
  expand({ whole: paths, nodes, rests: paths, rows, multikey });
  return rows;
}

export function encodeRow(shape: KeyShape, row: readonly unknown[]): { bytes: Buffer; truncated: boolean } {
  writer.reset().uint32(shape.id);
  row.forEach((value, position) => writeEntry(writer, value, shape.descending[position] === true));
  const bytes = writer.finish();
  return bytes.length <= LONGEST_KEY ? { bytes, truncated: false } : { bytes: shorten(bytes), truncated: true };
}

/** LMDB bounds its keys: a longer one keeps its head, and a digest tells it from others with the same head. */
export function shorten(bytes: Buffer): Buffer {
  const digest = createHash('sha256').update(bytes).digest();
  return Buffer.concat([bytes.subarray(0, LONGEST_KEY - digest.length), digest]);
}

function writeEntry(target: KeyWriter, value: unknown, descending: boolean): void {
  if (value === emptyArray) target.byte(descending ? 255 - Rank.EmptyArray : Rank.EmptyArray);
  else target.value(value, descending);
}

interface Expansion {
  whole: readonly (readonly string[])[];
  /** Where each path has got to, and what is left of it; nothing is left of one that has its value. */
  nodes: readonly unknown[];
  rests: readonly (readonly string[] | undefined)[];
  rows: unknown[][];
  multikey: boolean[];
}

function expand({ whole, nodes, rests: paths, rows, multikey }: Expansion): void {
  const values: unknown[] = [];
  const rests: (readonly string[] | undefined)[] = [];
  let first = -1;
  for (let i = 0; i < nodes.length; i++) {
    const path = paths[i];
    const [value, rest] = path === undefined ? [nodes[i], undefined] : descend(nodes[i], path);
    values.push(value);
    rests.push(rest);
    if (rest === undefined || !Array.isArray(value)) continue;
    if (first < 0) first = i;
    else if (!isSameArray(whole, values, rests, first, i)) throw new CommandError(171, 'cannot index parallel arrays');
    multikey[i] = true;
  }
  if (first < 0) {
    rows.push(values);
    return;
  }
  const array = values[first] as unknown[];
  for (const element of array.length === 0 ? [emptyArray] : array) {
    const next = values.map((value, i) => {
      const rest = rests[i];
      return rest !== undefined && value === array ? enter(element, rest) : value;
    });
    const left = rests.map((rest, i) => (values[i] === array && rest?.length === 0 ? undefined : rest));
    expand({ whole, nodes: next, rests: left, rows, multikey });
  }
}

/** An update may have put one array into two fields, so that being the same object does not make it the same place. */
function isSameArray(
  whole: readonly (readonly string[])[],
  values: readonly unknown[],
  rests: readonly (readonly string[] | undefined)[],
  a: number,
  b: number,
): boolean {
  if (values[a] !== values[b]) return false;
  const depth = (i: number) => (whole[i]?.length ?? 0) - (rests[i]?.length ?? 0);
  return depth(a) === depth(b) && (whole[a] ?? []).slice(0, depth(a)).every((part, i) => part === whole[b]?.[i]);
}

function enter(element: unknown, rest: readonly string[] | undefined): unknown {
  if (rest === undefined || rest.length === 0) return element;
  return isDocument(element) ? element : undefined;
}

function descend(start: unknown, path: readonly string[]): [unknown, readonly string[] | undefined] {
  let value = start;
  for (let i = 0; i < path.length; i++) {
    const part = path[i] as string;
    if (Array.isArray(value)) {
      const index = /^\d+$/.test(part) ? Number(part) : NaN;
      if (!(index < value.length)) return [value, path.slice(i)];
      value = value[index];
    } else {
      if (!isDocument(value)) return [undefined, undefined];
      value = field(value, part);
    }
  }
  return Array.isArray(value) ? [value, []] : [value, undefined];
}

function distinct(keys: readonly Buffer[]): Buffer[] {
  const seen = new Map(keys.map((key) => [key.toString('latin1'), key]));
  return [...seen.values()];
}
