import {
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  type Document,
} from 'bson';

const manual = 'https://www.mongodb.com/docs/manual/reference';
const order = `${manual}/bson-type-comparison-order`;

const nan = new Double(NaN);
const id = (hex: string) => new ObjectId(hex.padStart(24, '0'));
const bytes = (subtype: number, ...values: number[]) => new Binary(Uint8Array.from(values), subtype);
const missing = Symbol('missing');

/** A document holding the value, or none. */
export function holding(value: unknown): Document {
  return value === missing ? {} : { v: value };
}

export interface OrderCase {
  title: string;
  page: string;
  /** From least to greatest; values in one group are equal. */
  groups: unknown[][];
}

export const orderCases: OrderCase[] = [
  {
    title: 'types across',
    page: order,
    groups: [
      [new MinKey()],
      [[]],
      [null, missing],
      [1],
      ['a'],
      [{ a: 1 }],
      [bytes(0, 1)],
      [id('1')],
      [false],
      [new Date(0)],
      [new Timestamp({ t: 0, i: 1 })],
      [new BSONRegExp('a')],
      [new MaxKey()],
    ],
  },
  {
    title: 'numbers by value, whatever their type, NaN before all',
    page: `${order}/#numeric-types`,
    groups: [
      [nan, Decimal128.fromString('NaN')],
      [new Double(-Infinity), Decimal128.fromString('-Infinity')],
      [Long.MIN_VALUE],
      [-1.5, Decimal128.fromString('-1.50')],
      [new Int32(0), new Double(-0), Long.ZERO, Decimal128.fromString('0E+3')],
      [Decimal128.fromString('0.1')],
      [0.1],
      [new Int32(2), new Double(2), Long.fromInt(2), Decimal128.fromString('2.0')],
      [new Double(9007199254740992)],
      [Long.fromString('9007199254740993')],
      [Decimal128.fromString('9007199254740993.5')],
      [Long.MAX_VALUE],
      [Decimal128.fromString('1E+6000')],
      [new Double(Infinity), Decimal128.fromString('Infinity')],
    ],
  },
  {
    title: 'strings by their UTF-8 bytes',
    page: `${order}/#strings`,
    groups: [[''], ['A'], ['B'], ['a'], ['a\0'], ['aa'], ['é'], ['喜'], ['\uffee'], ['𠮷']],
  },
  {
    title: 'objects field by field: type, then name, then value, then length',
    page: `${order}/#objects`,
    groups: [
      [{}],
      [{ a: 1 }],
      [{ a: 1, b: 1 }],
      [{ a: 2 }],
      [{ b: 0 }],
      [{ a: 'x' }],
      [{ a: { b: 1 } }],
      [{ a: new Date(0) }],
    ],
  },
  {
    title: 'binary by length, then subtype, then bytes',
    page: `${order}/#bindata`,
    groups: [[bytes(0)], [bytes(0, 9)], [bytes(5, 1)], [bytes(0, 1, 2)], [bytes(0, 1, 3)], [bytes(128, 0, 0)]],
  },
  {
    title: 'dates before timestamps, both by time',
    page: `${order}/#dates-and-timestamps`,
    groups: [
      [new Date(-1)],
      [new Date(0)],
      [new Date(8.64e15)],
      [new Timestamp({ t: 0, i: 1 })],
      [new Timestamp({ t: 1, i: 0 })],
      [new Timestamp({ t: 0xffffffff, i: 0 })],
    ],
  },
  {
    title: 'booleans, ObjectIds and patterns',
    page: order,
    groups: [
      [id('1')],
      [id('a')],
      [false],
      [true],
      [new BSONRegExp('a')],
      [new BSONRegExp('a', 'i')],
      [new BSONRegExp('b')],
    ],
  },
];

export interface ArrayCase {
  title: string;
  page: string;
  values: unknown[];
  ascending: number[];
  descending: number[];
}

/** The places in `values` in the order of the sort. */
export const arrayCases: ArrayCase[] = [
  {
    title: 'by the least element ascending and by the greatest descending',
    page: `${order}/#arrays`,
    values: [[3, 9], 4, [5], [1, 7], 8],
    ascending: [3, 0, 1, 2, 4],
    descending: [0, 4, 3, 2, 1],
  },
  {
    title: 'an empty array before null and missing',
    page: `${order}/#arrays`,
    values: [null, [], 1, new MinKey()],
    ascending: [3, 1, 0, 2],
    descending: [2, 0, 1, 3],
  },
  {
    title: 'an array of arrays by its inner arrays, as values',
    page: `${order}/#arrays`,
    values: [[[1, 5]], [[1, 2, 9]], { a: 1 }, bytes(0, 1)],
    ascending: [2, 1, 0, 3],
    descending: [3, 0, 1, 2],
  },
];

export interface QueryCase {
  title: string;
  page: string;
  values: unknown[];
  filter: unknown;
  /** The places of the values found. */
  found: number[];
}

const mixed = [null, missing, 1, nan, '1', true, new Date(1), [5], [], { a: 1 }, id('1'), new MinKey(), new MaxKey()];
const query = `${manual}/operator/query`;
const nulls = 'https://www.mongodb.com/docs/manual/tutorial/query-for-null-fields';
const brackets = `${manual}/method/db.collection.find/#type-bracketing`;

export const queryCases: QueryCase[] = [
  { title: '$gt on a number sees numbers only', page: brackets, values: mixed, filter: { $gt: 0 }, found: [2, 7] },
  { title: '$lt on a number sees numbers, not NaN', page: brackets, values: mixed, filter: { $lt: 2 }, found: [2] },
  { title: '$gte on a string', page: brackets, values: mixed, filter: { $gte: '' }, found: [4] },
  { title: '$lte on a date', page: brackets, values: mixed, filter: { $lte: new Date(5) }, found: [6] },
  { title: '$gte on false', page: brackets, values: mixed, filter: { $gte: false }, found: [5] },
  { title: '$gt on an object', page: brackets, values: mixed, filter: { $gt: {} }, found: [9] },
  { title: '$gte on an array sees whole arrays', page: brackets, values: mixed, filter: { $gte: [] }, found: [7, 8] },
  { title: '$gt on an array', page: brackets, values: mixed, filter: { $gt: [4, 9] }, found: [7] },
  { title: '$gte null is null or missing', page: nulls, values: mixed, filter: { $gte: null }, found: [0, 1] },
  { title: '$lte null is null or missing', page: nulls, values: mixed, filter: { $lte: null }, found: [0, 1] },
  { title: '$gt null finds nothing', page: nulls, values: mixed, filter: { $gt: null }, found: [] },
  { title: 'null is null or missing', page: nulls, values: mixed, filter: null, found: [0, 1] },
  { title: '$exists is about missing', page: nulls, values: mixed, filter: { $exists: false }, found: [1] },
  { title: '$type null is about null', page: nulls, values: mixed, filter: { $type: 'null' }, found: [0] },
  { title: '$ne null', page: nulls, values: [null, missing, 1, [null, 2], []], filter: { $ne: null }, found: [2, 4] },
  { title: 'NaN equals NaN', page: `${query}/eq`, values: mixed, filter: nan, found: [3] },
  { title: '$gte NaN is NaN', page: `${query}/gte`, values: mixed, filter: { $gte: nan }, found: [3] },
  {
    title: '$gt MinKey is all but it',
    page: order,
    values: [1, null, new MinKey()],
    filter: { $gt: new MinKey() },
    found: [0, 1],
  },
  {
    title: '$lt MaxKey is all but it',
    page: order,
    values: [1, null, new MaxKey()],
    filter: { $lt: new MaxKey() },
    found: [0, 1],
  },
  {
    title: 'numbers of different types are equal',
    page: `${query}/eq`,
    values: [new Int32(1), new Double(1), Long.ONE, Decimal128.fromString('1.00'), '1', true, 2],
    filter: new Double(1),
    found: [0, 1, 2, 3],
  },
  {
    title: 'int64 beyond the doubles is told apart',
    page: order,
    values: [
      Long.fromString('9007199254740993'),
      new Double(9007199254740992),
      Decimal128.fromString('9007199254740993'),
    ],
    filter: Long.fromString('9007199254740993'),
    found: [0, 2],
  },
  {
    title: 'an array is found by itself, by an element, and inside another',
    page: 'https://www.mongodb.com/docs/manual/tutorial/query-arrays',
    values: [[1, 2], [[1, 2], 3], [2, 1], [1, 2, 3], 1],
    filter: [1, 2],
    found: [0, 1],
  },
  {
    title: 'two ranges may be met by two elements',
    page: 'https://www.mongodb.com/docs/manual/tutorial/query-arrays',
    values: [[1, 9], [5], [9], 5],
    filter: { $gt: 4, $lt: 6 },
    found: [0, 1, 3],
  },
  {
    title: '$elemMatch asks one element for both',
    page: `${query}/elemMatch`,
    values: [[1, 9], [5], [9], 5],
    filter: { $elemMatch: { $gt: 4, $lt: 6 } },
    found: [1],
  },
  {
    title: 'embedded documents are equal only with fields in order',
    page: 'https://www.mongodb.com/docs/manual/tutorial/query-embedded-documents',
    values: [{ a: 1, b: 2 }, { b: 2, a: 1 }, { a: 1 }, [{ a: 1, b: 2 }]],
    filter: { a: 1, b: 2 },
    found: [0, 3],
  },
  {
    title: '$in with null and a pattern',
    page: `${query}/in`,
    values: [null, missing, 'abc', 'b', [1, 'ab'], 2],
    filter: { $in: [null, new BSONRegExp('^a'), 2] },
    found: [0, 1, 2, 4, 5],
  },
  {
    title: '$nin is the rest',
    page: `${query}/nin`,
    values: [null, missing, 'abc', 'b', [1, 'ab'], 2],
    filter: { $nin: [null, new BSONRegExp('^a'), 2] },
    found: [3],
  },
  {
    title: '$size',
    page: `${query}/size`,
    values: [[], [1], [[1, 2]], 1, missing],
    filter: { $size: 1 },
    found: [1, 2],
  },
  { title: '$all', page: `${query}/all`, values: [[1, 2], [2], 1, [[1, 2]]], filter: { $all: [1, 2] }, found: [0] },
];
