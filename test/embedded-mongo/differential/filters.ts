import { BSONRegExp, Int32 } from 'bson';
import fc from 'fast-check';
import { comparisonOf } from './expressions.js';
import type { Doc } from './reference/order.js';
import { patterns, type Palette } from './values.js';

export const id = fc.integer({ min: 0, max: 9 }).map((place) => new Int32(place));

const byId: fc.Arbitrary<Doc> = fc.oneof(
  id.map((_id) => ({ _id })),
  fc.tuple(id, id).map(([from, to]) => ({ _id: { $gte: from, $lt: to } })),
);

export function conditionOf({ number, leaf, value }: Palette): fc.Arbitrary<unknown> {
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
    operation(['$elemMatch'], operation(['$eq', '$in'], leaf).map(listed)),
  );
}

/** `$in` takes a list of what `$eq` takes one of. */
function listed(condition: Record<string, unknown>): Record<string, unknown> {
  return '$in' in condition ? { $in: [condition['$in'], new Int32(1)] } : condition;
}

/** Two conditions that one element meets, and often the same two that any elements may meet. */
function elementsOf({ leaf, number }: Palette): fc.Arbitrary<Doc> {
  const one = fc.oneof(
    leaf,
    fc.tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), number).map(([op, operand]) => ({ [op]: operand })),
    fc.tuple(number, number).map(([$gt, $lte]) => ({ $gt, $lte })),
  );
  return fc
    .record({ x: one, y: one, apart: fc.constantFrom('no', 'no', 'x', 'y', 'both') })
    .map(({ x, y, apart }): Doc => {
      if (apart === 'both') return { 'c.x': x, 'c.y': y };
      const together = { c: { $elemMatch: { x, y } } };
      return apart === 'no' ? together : { ...together, [`c.${apart}`]: apart === 'x' ? y : x };
    });
}

export function filterOf(palette: Palette): fc.Arbitrary<Doc> {
  const path = fc.constantFrom('a', 'a', 'b', 'c', 'c.x', 'c.x', 'c.y', 'a.x');
  const simple: fc.Arbitrary<Doc> = fc.dictionary(path, conditionOf(palette), { minKeys: 1, maxKeys: 2 });
  const branches = fc.array(fc.oneof({ weight: 4, arbitrary: simple }, byId), { minLength: 1, maxLength: 2 });
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant({}) },
    { weight: 6, arbitrary: simple },
    { weight: 3, arbitrary: elementsOf(palette) },
    { weight: 1, arbitrary: byId },
    { weight: 1, arbitrary: fc.tuple(comparisonOf(palette), simple).map(([$expr, rest]) => ({ ...rest, $expr })) },
    { weight: 1, arbitrary: comparisonOf(palette).map(($expr) => ({ $expr })) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom('$and', '$or', '$nor'), branches).map(([op, list]) => ({ [op]: list })),
    },
  );
}
