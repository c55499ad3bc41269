import { BSONRegExp, Int32, Long } from 'bson';
import fc from 'fast-check';
import type { Pattern } from './reference/keys.js';
import type { IndexSpec } from './reference/model.js';
import type { Doc } from './reference/order.js';
import { broad, narrow, patterns, type Palette } from './values.js';

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

export interface Sequence {
  documents: Doc[];
  indexes: IndexSpec[];
  commands: Command[];
}

const id = fc.integer({ min: 0, max: 9 }).map((place) => new Int32(place));
const direction = fc.constantFrom<1 | -1>(1, -1);
const sortable = fc.constantFrom('a', 'a', 'b', 'c.x', 'c.x', 'c.y', '_id');

/** Fields that indexes and sorts share often enough for one to serve the other. */
const fieldLists = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(['a'], ['c.x'], ['a', 'b'], ['b', 'a'], ['c.x', 'c.y'], ['a', 'c.x']) },
  { weight: 1, arbitrary: fc.uniqueArray(sortable, { minLength: 1, maxLength: 3 }) },
);

const pattern: fc.Arbitrary<Pattern> = fc
  .tuple(fieldLists, fc.array(direction, { minLength: 3, maxLength: 3 }))
  .map(([paths, directions]) => Object.fromEntries(paths.map((name, i) => [name, directions[i] ?? 1])));

const byId: fc.Arbitrary<Doc> = fc.oneof(
  id.map((_id) => ({ _id })),
  fc.tuple(id, id).map(([from, to]) => ({ _id: { $gte: from, $lt: to } })),
);

function documentOf({ value, embedded }: Palette): fc.Arbitrary<Doc> {
  const nested = fc.oneof(value, fc.array(embedded, { maxLength: 3 }));
  return fc
    .tuple(id, fc.record({ a: value, b: value, c: nested }, { requiredKeys: [] }))
    .map(([_id, fields]) => ({ _id, ...fields }));
}

function conditionOf({ number, leaf, value }: Palette): fc.Arbitrary<unknown> {
  const comparable = value.filter((operand) => !(operand instanceof BSONRegExp));
  const operation = (ops: string[], operand: fc.Arbitrary<unknown>) =>
    fc.tuple(fc.constantFrom(...ops), operand).map(([op, argument]) => ({ [op]: argument }));
  return fc.oneof(
    { weight: 3, arbitrary: value },
    { weight: 2, arbitrary: operation(['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'], comparable) },
    { weight: 2, arbitrary: operation(['$gt', '$gte', '$lt', '$lte'], number) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('$gt', '$gte'), number, fc.constantFrom('$lt', '$lte'), number)
        .map(([low, from, high, to]) => ({ [low]: from, [high]: to })),
    },
    operation(['$in', '$nin', '$all'], fc.array(value, { maxLength: 3 })),
    operation(['$exists'], fc.boolean()),
    operation(['$type'], fc.constantFrom(1, 2, 3, 4, 9, 10, 16, 18)),
    operation(['$size'], fc.constantFrom(0, 1, 2)),
    operation(['$regex', '$eq'], fc.constantFrom(...patterns)),
    fc.constantFrom('^a', '^A', '^ab').map(($regex) => ({ $regex, $options: 'i' })),
    operation(['$not'], operation(['$gt', '$lte', '$eq'], number)),
    operation(
      ['$elemMatch'],
      fc.tuple(number, number).map(([from, to]) => ({ $gte: from, $lt: to })),
    ),
    operation(
      ['$elemMatch'],
      fc.tuple(fc.constantFrom('x', 'y'), leaf).map(([name, operand]) => ({ [name]: operand })),
    ),
  );
}

function filterOf(palette: Palette): fc.Arbitrary<Doc> {
  const path = fc.constantFrom('a', 'a', 'b', 'c', 'c.x', 'c.x', 'c.y', 'a.x');
  const simple: fc.Arbitrary<Doc> = fc.dictionary(path, conditionOf(palette), { minKeys: 1, maxKeys: 2 });
  const branches = fc.array(fc.oneof({ weight: 4, arbitrary: simple }, byId), { minLength: 1, maxLength: 2 });
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant({}) },
    { weight: 6, arbitrary: simple },
    { weight: 1, arbitrary: byId },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom('$and', '$or', '$nor'), branches).map(([op, list]) => ({ [op]: list })),
    },
  );
}

/** A question about one field, answered in the order of that field or the next. */
function probeOf(palette: Palette): fc.Arbitrary<Command> {
  return fc
    .tuple(fc.constantFrom('a', 'c.x'), conditionOf(palette), fc.boolean(), direction, fc.constantFrom(0, 1, 3))
    .map(([path, condition, own, way, limit]): Command => {
      const next = path === 'a' ? 'b' : 'c.y';
      return { do: 'find', filter: { [path]: condition }, sort: { [own ? path : next]: way }, skip: 0, limit };
    });
}

function indexOf({ number }: Palette): fc.Arbitrary<IndexSpec> {
  const options = fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    fc.constant({ unique: true }),
    fc.constant({ sparse: true }),
    fc.constant({ unique: true, sparse: true }),
    fc.constant({ partialFilterExpression: { b: { $exists: true } } }),
    number.map((from) => ({ partialFilterExpression: { a: { $gte: from } } })),
    number.map((from) => ({ partialFilterExpression: { a: { $gte: from } }, unique: true })),
  );
  return fc
    .tuple(
      pattern.filter((key) => Object.keys(key).join() !== '_id'),
      options,
    )
    .map(([key, chosen]) => ({ key, ...chosen }));
}

function updateOf({ number, value }: Palette): fc.Arbitrary<Doc> {
  const modifier = (ops: string[], paths: string[], operand: fc.Arbitrary<unknown>) =>
    fc
      .tuple(fc.constantFrom(...ops), fc.constantFrom(...paths), operand)
      .map(([op, name, argument]): Doc => ({ [op]: { [name]: argument } }));
  const one = fc.oneof(
    modifier(['$set', '$min', '$max'], ['a', 'b', 'c.x', 'a.0', 'c.0.y'], value),
    modifier(['$unset'], ['a', 'b', 'c.x', 'a.0'], fc.constant('')),
    modifier(['$inc'], ['a', 'b', 'c.x'], fc.constantFrom(new Int32(1), Long.fromInt(2))),
    modifier(['$push', '$addToSet'], ['a', 'b', 'c.x'], value),
    modifier(['$pull'], ['a', 'b'], number),
    modifier(['$pop'], ['a', 'b'], fc.constantFrom(new Int32(1), new Int32(-1))),
  );
  return fc.array(one, { minLength: 1, maxLength: 2 }).map((list) => Object.assign({}, ...list) as Doc);
}

function commandOf(palette: Palette): fc.Arbitrary<Command> {
  const [document, filter, update] = [documentOf(palette), filterOf(palette), updateOf(palette)];
  const command = <Name extends Command['do']>(name: Name) => ({ do: fc.constant(name) });
  const skip = fc.constantFrom(0, 0, 0, 1, 2);
  const limit = fc.constantFrom(0, 0, 0, 1, 3);
  const fields = fc.uniqueArray(fc.constantFrom('a', 'b', 'c.x'), { minLength: 1, maxLength: 2 });
  const total = pattern.map((sort): Pattern => ({ ...sort, _id: sort['_id'] ?? 1 }));
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ ...command('insert'), document }) },
    { weight: 3, arbitrary: fc.record({ ...command('find'), filter, skip, limit }) },
    { weight: 6, arbitrary: fc.record({ ...command('find'), filter, sort: pattern, skip, limit }) },
    { weight: 6, arbitrary: probeOf(palette) },
    { weight: 1, arbitrary: fc.record({ ...command('createIndex'), index: indexOf(palette) }) },
    { weight: 1, arbitrary: fc.record({ ...command('project'), filter, fields, keeps: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ ...command('count'), filter }) },
    {
      weight: 1,
      arbitrary: fc.record({ ...command('distinct'), filter, path: fc.constantFrom('a', 'b', 'c.x', 'c.y') }),
    },
    { weight: 1, arbitrary: fc.record({ ...command('group'), filter, by: fc.constantFrom('a', 'b') }) },
    { weight: 2, arbitrary: fc.record({ ...command('update'), filter, update }) },
    { weight: 1, arbitrary: fc.record({ ...command('upsert'), id, update }) },
    {
      weight: 1,
      arbitrary: fc.record({ ...command('findAndModify'), filter, sort: total, after: fc.constant(false) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ ...command('findAndModify'), filter, sort: total, update, after: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ ...command('delete'), filter }) },
  );
}

/** Long enough to meet something, and still shrinking to nothing. */
function several<T>(item: fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> {
  const few = fc.array(item, { maxLength: most });
  return fc.oneof({ withCrossShrink: true }, few, fc.array(item, { minLength: most / 2, maxLength: most }));
}

function sequenceOf(palette: Palette): fc.Arbitrary<Sequence> {
  return fc.record({
    documents: several(documentOf(palette), 12),
    indexes: several(indexOf(palette), 4),
    commands: several(commandOf(palette), 16),
  });
}

export const sequence: fc.Arbitrary<Sequence> = fc.oneof(sequenceOf(broad), sequenceOf(narrow));
