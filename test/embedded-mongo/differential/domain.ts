import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import type { Pattern } from './reference/keys.js';
import type { IndexSpec } from './reference/model.js';
import type { Doc } from './reference/order.js';

const patterns = [new BSONRegExp('^a'), new BSONRegExp('b$'), new BSONRegExp('^A', 'i')];

/** Few values of each type, so that they meet. */
export const number = fc.constantFrom(
  ...[-1, 0, 1, 2, 2147483647].map((value) => new Int32(value)),
  ...[-0.5, 1, 1.5, NaN, -Infinity].map((value) => new Double(value)),
  ...['1', '2', '9007199254740993', '9223372036854775807'].map((text) => Long.fromString(text)),
  ...['0.5', '1.0', '2', '9007199254740993.5'].map((text) => Decimal128.fromString(text)),
);

const other = fc.constantFrom<unknown>(
  null,
  true,
  false,
  '',
  'a',
  'a\0',
  'ab',
  'b',
  'Ab',
  new Date(0),
  new Date(1),
  new ObjectId('0'.repeat(24)),
  new ObjectId('1'.repeat(24)),
  new Binary(Buffer.from([1])),
  new Binary(Buffer.from([1, 2]), 5),
  new Timestamp({ t: 1, i: 1 }),
  new MinKey(),
  new MaxKey(),
  patterns[0],
);

export const leaf = fc.oneof({ weight: 3, arbitrary: number }, { weight: 2, arbitrary: other });

const embedded = fc.record({ x: fc.oneof(leaf, fc.array(leaf, { maxLength: 2 })), y: leaf }, { requiredKeys: [] });

export const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: leaf },
  {
    weight: 3,
    arbitrary: fc.array(fc.oneof({ weight: 4, arbitrary: leaf }, fc.array(leaf, { maxLength: 2 })), { maxLength: 3 }),
  },
  { weight: 2, arbitrary: embedded },
  {
    weight: 3,
    arbitrary: fc.array(fc.oneof({ weight: 4, arbitrary: embedded }, leaf), { maxLength: 3 }),
  },
);

const id = fc.integer({ min: 0, max: 9 }).map((place) => new Int32(place));

export const document: fc.Arbitrary<Doc> = fc
  .tuple(id, fc.record({ a: value, b: value, c: value }, { requiredKeys: [] }))
  .map(([_id, fields]) => ({ _id, ...fields }));

const path = fc.constantFrom('a', 'b', 'c', 'c.x', 'c.y', 'a.x');
const comparable = value.filter((operand) => !(operand instanceof BSONRegExp));

const condition: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: value },
  fc
    .tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), comparable)
    .map(([op, operand]) => ({ [op]: operand })),
  fc
    .tuple(fc.constantFrom('$gt', '$gte'), number, fc.constantFrom('$lt', '$lte'), number)
    .map(([low, from, high, to]) => ({ [low]: from, [high]: to })),
  fc
    .tuple(fc.constantFrom('$in', '$nin', '$all'), fc.array(value, { maxLength: 3 }))
    .map(([op, list]) => ({ [op]: list })),
  fc.boolean().map((there) => ({ $exists: there })),
  fc.constantFrom(1, 2, 3, 4, 9, 10, 16, 18).map((type) => ({ $type: type })),
  fc.constantFrom(0, 1, 2).map((size) => ({ $size: size })),
  fc.constantFrom(...patterns).map((pattern) => ({ $regex: pattern })),
  fc.constantFrom(...patterns).map((pattern) => ({ $eq: pattern })),
  fc.constantFrom('^a', '^A', '^ab').map(($regex) => ({ $regex, $options: 'i' })),
  fc.tuple(fc.constantFrom('$gt', '$lte', '$eq'), number).map(([op, operand]) => ({ $not: { [op]: operand } })),
  fc.tuple(number, number).map(([from, to]) => ({ $elemMatch: { $gte: from, $lt: to } })),
  fc.tuple(fc.constantFrom('x', 'y'), leaf).map(([name, operand]) => ({ $elemMatch: { [name]: operand } })),
);

const simple: fc.Arbitrary<Doc> = fc.dictionary(path, condition, { minKeys: 1, maxKeys: 2 });
const byId: fc.Arbitrary<Doc> = fc.oneof(
  id.map((_id) => ({ _id })),
  fc.tuple(id, id).map(([from, to]) => ({ _id: { $gte: from, $lt: to } })),
);

export const filter: fc.Arbitrary<Doc> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({}) },
  { weight: 6, arbitrary: simple },
  { weight: 1, arbitrary: byId },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(fc.oneof(simple, byId), { minLength: 1, maxLength: 2 }))
      .map(([op, branches]) => ({ [op]: branches })),
  },
);

const direction = fc.constantFrom<1 | -1>(1, -1);

export const pattern: fc.Arbitrary<Pattern> = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom('a', 'b', 'c.x', 'c.y', '_id'), { minLength: 1, maxLength: 3 }),
    fc.array(direction, { minLength: 3, maxLength: 3 }),
  )
  .map(([paths, directions]) => Object.fromEntries(paths.map((name, i) => [name, directions[i] ?? 1])));

export const index: fc.Arbitrary<IndexSpec> = fc
  .tuple(
    pattern.filter((key) => Object.keys(key).join() !== '_id'),
    fc.oneof(
      { weight: 4, arbitrary: fc.constant({}) },
      fc.constant({ unique: true }),
      fc.constant({ sparse: true }),
      fc.constant({ unique: true, sparse: true }),
      fc.constant({ partialFilterExpression: { b: { $exists: true } } }),
      number.map((from) => ({ partialFilterExpression: { a: { $gte: from } }, unique: true })),
    ),
  )
  .map(([key, options]) => ({ key, ...options }));

const modifier: fc.Arbitrary<Doc> = fc.oneof(
  fc.tuple(fc.constantFrom('$set', '$min', '$max'), fc.constantFrom('a', 'b', 'c.x', 'a.0', 'c.0.y'), value).map(one),
  fc.tuple(fc.constant('$unset'), fc.constantFrom('a', 'b', 'c.x', 'a.0'), fc.constant('')).map(one),
  fc
    .tuple(fc.constant('$inc'), fc.constantFrom('a', 'b', 'c.x'), fc.constantFrom(new Int32(1), Long.fromInt(2)))
    .map(one),
  fc.tuple(fc.constantFrom('$push', '$addToSet'), fc.constantFrom('a', 'b', 'c.x'), value).map(one),
  fc.tuple(fc.constant('$pull'), fc.constantFrom('a', 'b'), number).map(one),
  fc.tuple(fc.constant('$pop'), fc.constantFrom('a', 'b'), fc.constantFrom(new Int32(1), new Int32(-1))).map(one),
);

function one([op, name, operand]: [string, string, unknown]): Doc {
  return { [op]: { [name]: operand } };
}

export const update: fc.Arbitrary<Doc> = fc
  .array(modifier, { minLength: 1, maxLength: 2 })
  .map((list) => Object.assign({}, ...list) as Doc);

const page = { skip: fc.constantFrom(0, 0, 1, 2), limit: fc.constantFrom(0, 0, 1, 3) };

export type Command =
  | { do: 'insert'; document: Doc }
  | { do: 'createIndex'; index: IndexSpec }
  | { do: 'find'; filter: Doc; sort?: Pattern; skip: number; limit: number }
  | { do: 'project'; filter: Doc; fields: string[]; keeps: boolean }
  | { do: 'count'; filter: Doc }
  | { do: 'distinct'; filter: Doc; path: string }
  | { do: 'group'; filter: Doc; by: string }
  | { do: 'update'; filter: Doc; update: Doc }
  | { do: 'upsert'; id: Int32; update: Doc }
  | { do: 'findAndModify'; filter: Doc; sort: Pattern; update?: Doc; after: boolean }
  | { do: 'delete'; filter: Doc };

export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('insert' as const), document }) },
  {
    weight: 5,
    arbitrary: fc.record(
      { do: fc.constant('find' as const), filter, sort: pattern, ...page },
      { requiredKeys: ['do', 'filter', 'skip', 'limit'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('createIndex' as const), index }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('project' as const),
      filter,
      fields: fc.uniqueArray(fc.constantFrom('a', 'b', 'c.x'), { minLength: 1, maxLength: 2 }),
      keeps: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('count' as const), filter }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('distinct' as const), filter, path }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('group' as const), filter, by: fc.constantFrom('a', 'b') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('update' as const), filter, update }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('upsert' as const), id, update }) },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        do: fc.constant('findAndModify' as const),
        filter,
        sort: pattern.map((sort) => ({ ...sort, _id: sort['_id'] ?? 1 })),
        update,
        after: fc.boolean(),
      },
      { requiredKeys: ['do', 'filter', 'sort', 'after'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), filter }) },
);

export interface Sequence {
  documents: Doc[];
  indexes: IndexSpec[];
  commands: Command[];
}

export const sequence: fc.Arbitrary<Sequence> = fc.record({
  documents: fc.array(document, { maxLength: 8 }),
  indexes: fc.array(index, { maxLength: 3 }),
  commands: fc.array(command, { minLength: 1, maxLength: 12 }),
});
