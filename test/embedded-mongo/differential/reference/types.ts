import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';

const numbers: [number, new (...args: never[]) => unknown][] = [
  [1, Double],
  [5, Binary],
  [7, ObjectId],
  [9, Date],
  [11, BSONRegExp],
  [17, Timestamp],
  [16, Int32],
  [18, Long],
  [19, Decimal128],
  [-1, MinKey],
  [127, MaxKey],
];

/** BSON's number of a value's type, as `$type` takes it. A timestamp is a Long to JavaScript, so it comes first. */
export function typeNumber(value: unknown): number {
  if (typeof value === 'string') return 2;
  if (typeof value === 'boolean') return 8;
  if (value === null) return 10;
  if (Array.isArray(value)) return 4;
  return numbers.find(([, type]) => value instanceof type)?.[0] ?? 3;
}
