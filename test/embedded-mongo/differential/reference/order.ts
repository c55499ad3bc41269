import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';

export type Doc = Record<string, unknown>;

/** What a field that is not there counts as. */
export const missing = undefined;
/** What an index and a sort hold for an empty array. */
export const hollow = Symbol('empty array');

const classes: [number, (value: unknown) => boolean][] = [
  [-1, (value) => value instanceof MinKey],
  [0, (value) => value === hollow],
  [5, (value) => value === null || value === missing],
  [10, isNumber],
  [15, (value) => typeof value === 'string'],
  [25, Array.isArray],
  [30, (value) => value instanceof Binary],
  [35, (value) => value instanceof ObjectId],
  [40, (value) => typeof value === 'boolean'],
  [45, (value) => value instanceof Date],
  [47, (value) => value instanceof Timestamp],
  [50, (value) => value instanceof BSONRegExp],
  [127, (value) => value instanceof MaxKey],
];

/** MongoDB's canonical type number. */
export function typeOrder(value: unknown): number {
  return classes.find(([, holds]) => holds(value))?.[0] ?? 20;
}

export function isNumber(value: unknown): value is Int32 | Double | Long | Decimal128 {
  if (value instanceof Timestamp) return false;
  return value instanceof Int32 || value instanceof Double || value instanceof Long || value instanceof Decimal128;
}

export function isDoc(value: unknown): value is Doc {
  return typeOrder(value) === 20;
}

export function compare(a: unknown, b: unknown): number {
  const type = typeOrder(a);
  const types = type - typeOrder(b);
  if (types !== 0) return types;
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return inTurn(a, b, compare);
  if (type === 20) return inTurn(Object.entries(a as Doc), Object.entries(b as Doc), compareFields);
  if (a instanceof Binary && b instanceof Binary)
    return a.position - b.position || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value());
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (a instanceof Timestamp && b instanceof Timestamp) return a.compare(b);
  if (typeof a === 'boolean') return Number(a) - Number(b);
  return Buffer.compare(Buffer.from(textOf(a)), Buffer.from(textOf(b)));
}

export function same(a: unknown, b: unknown): boolean {
  return compare(a, b) === 0;
}

function compareFields([leftName, left]: [string, unknown], [rightName, right]: [string, unknown]): number {
  return (
    typeOrder(left) - typeOrder(right) ||
    Buffer.compare(Buffer.from(leftName), Buffer.from(rightName)) ||
    compare(left, right)
  );
}

function inTurn<T>(a: readonly T[], b: readonly T[], each: (a: T, b: T) => number): number {
  for (const [i, left] of a.entries()) {
    if (i >= b.length) return 1;
    const order = each(left, b[i] as T);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function textOf(value: unknown): string {
  if (value instanceof ObjectId) return value.toHexString();
  if (value instanceof BSONRegExp) return `${value.pattern}\0${value.options}`;
  return typeof value === 'string' ? value : '';
}

/** NaN before all, the infinities at the ends, everything else exactly, as a fraction. */
function compareNumbers(a: Int32 | Double | Long | Decimal128, b: Int32 | Double | Long | Decimal128): number {
  const [left, right] = [a.toString(), b.toString()];
  const ends = ['NaN', '-Infinity', '', 'Infinity'];
  const place = (text: string) => Math.max(0, ends.indexOf(ends.includes(text) ? text : ''));
  if (place(left) !== 2 || place(right) !== 2) return place(left) - place(right);
  const [p, q] = [fraction(a), fraction(b)];
  const difference = p.over * q.under - q.over * p.under;
  return difference === 0n ? 0 : Number(difference > 0n) * 2 - 1;
}

export function fraction(value: Int32 | Double | Long | Decimal128): { over: bigint; under: bigint } {
  if (value instanceof Double) return fractionOfDouble(value.value);
  const [digits = '0', power = '0'] = value.toString().split(/E\+?/);
  const [whole = '0', part = ''] = digits.split('.');
  const exponent = Number(power) - part.length;
  const over = BigInt(whole + part);
  return exponent < 0 ? { over, under: 10n ** BigInt(-exponent) } : { over: over * 10n ** BigInt(exponent), under: 1n };
}

function fractionOfDouble(value: number): { over: bigint; under: bigint } {
  let under = 1n;
  let scaled = value;
  for (; !Number.isInteger(scaled); under *= 2n) scaled *= 2;
  return { over: BigInt(scaled), under };
}
