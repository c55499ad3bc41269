import type { Int32 } from 'bson';
import fc from 'fast-check';
import { conditionOf, filterOf, id } from './filters.js';
import type { Pattern } from './reference/keys.js';
import type { IndexSpec } from './reference/model.js';
import type { Doc } from './reference/order.js';
import type { Change } from './reference/update.js';
import { changeOf, plainChangeOf } from './updates.js';
import { broad, narrow, type Palette } from './values.js';

export type Command =
  | { do: 'insert'; document: Doc }
  | { do: 'createIndex'; index: IndexSpec }
  | { do: 'find'; filter: Doc; sort?: Pattern; skip: number; limit: number }
  | { do: 'project'; filter: Doc; fields: string[]; keeps: boolean }
  | { do: 'count'; filter: Doc }
  | { do: 'distinct'; filter: Doc; path: string }
  | { do: 'group'; filter: Doc; by: string }
  | ({ do: 'update'; filter: Doc } & Change)
  | ({ do: 'upsert'; id: Int32 } & Change)
  | ({ do: 'findAndModify'; filter: Doc; sort: Pattern; after: boolean } & Partial<Change>)
  | { do: 'delete'; filter: Doc };

export interface Sequence {
  documents: Doc[];
  indexes: IndexSpec[];
  commands: Command[];
}

const direction = fc.constantFrom<1 | -1>(1, -1);
const sortable = fc.constantFrom('a', 'a', 'b', 'c.x', 'c.x', 'c.y', '_id');

/** Fields that indexes and sorts share often enough for one to serve the other. */
const fieldLists = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(['a'], ['c.x'], ['a', 'b'], ['b', 'a'], ['c.x', 'c.y'], ['c.y', 'c.x'], ['a', 'c.x']),
  },
  { weight: 1, arbitrary: fc.uniqueArray(sortable, { minLength: 1, maxLength: 3 }) },
);

const pattern: fc.Arbitrary<Pattern> = fc
  .tuple(fieldLists, fc.array(direction, { minLength: 3, maxLength: 3 }))
  .map(([paths, directions]) => Object.fromEntries(paths.map((name, i) => [name, directions[i] ?? 1])));

function documentOf({ value, embedded }: Palette): fc.Arbitrary<Doc> {
  const nested = fc.oneof(value, fc.array(embedded, { maxLength: 3 }));
  return fc
    .tuple(id, fc.record({ a: value, b: value, c: nested }, { requiredKeys: [] }))
    .map(([_id, fields]) => ({ _id, ...fields }));
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

function commandOf(palette: Palette): fc.Arbitrary<Command> {
  const [document, filter, change] = [documentOf(palette), filterOf(palette), changeOf(palette)];
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
    { weight: 3, arbitrary: changing(fc.record({ ...command('update'), filter }), change) },
    { weight: 1, arbitrary: changing(fc.record({ ...command('upsert'), id }), plainChangeOf(palette)) },
    {
      weight: 1,
      arbitrary: fc.record({ ...command('findAndModify'), filter, sort: total, after: fc.constant(false) }),
    },
    {
      weight: 2,
      arbitrary: changing(fc.record({ ...command('findAndModify'), filter, sort: total, after: fc.boolean() }), change),
    },
    { weight: 1, arbitrary: fc.record({ ...command('delete'), filter }) },
  );
}

function changing<T>(command: fc.Arbitrary<T>, change: fc.Arbitrary<Change>): fc.Arbitrary<T & Change> {
  return fc.tuple(command, change).map(([one, other]) => ({ ...one, ...other }));
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
