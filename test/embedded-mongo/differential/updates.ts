import { Int32, Long } from 'bson';
import fc from 'fast-check';
import { expressionOf } from './expressions.js';
import { conditionOf } from './filters.js';
import type { Doc } from './reference/order.js';
import type { Change } from './reference/update.js';
import type { Palette } from './values.js';

/** Updates by modifiers, by stages and of the elements that a filter lets through. */
export function changeOf(palette: Palette): fc.Arbitrary<Change> {
  return fc.oneof({ weight: 4, arbitrary: plainChangeOf(palette) }, { weight: 1, arbitrary: filteredOf(palette) });
}

/** Those that need no array to be there. */
export function plainChangeOf(palette: Palette): fc.Arbitrary<Change> {
  return fc.oneof(
    { weight: 3, arbitrary: modifiersOf(palette).map((update) => ({ update })) },
    { weight: 1, arbitrary: fc.array(stageOf(palette), { minLength: 1, maxLength: 2 }).map((update) => ({ update })) },
  );
}

const increments = fc.constantFrom(new Int32(1), Long.fromInt(2));

function modifiersOf(palette: Palette): fc.Arbitrary<Doc> {
  const { value } = palette;
  const modifier = (ops: string[], paths: string[], operand: fc.Arbitrary<unknown>) =>
    fc
      .tuple(fc.constantFrom(...ops), fc.constantFrom(...paths), operand)
      .map(([op, name, argument]): Doc => ({ [op]: { [name]: argument } }));
  const one = fc.oneof(
    modifier(['$set', '$min', '$max'], ['a', 'b', 'c.x', 'a.0', 'c.0.y'], value),
    modifier(['$unset'], ['a', 'b', 'c.x', 'a.0'], fc.constant('')),
    modifier(['$inc'], ['a', 'b', 'c.x'], increments),
    modifier(['$push', '$addToSet'], ['a', 'b', 'c.x'], value),
    modifier(['$pull'], ['a', 'b', 'c'], fc.oneof(palette.number, conditionOf(palette))),
    modifier(['$pop'], ['a', 'b'], fc.constantFrom(new Int32(1), new Int32(-1))),
  );
  return fc.array(one, { minLength: 1, maxLength: 2 }).map((list) => Object.assign({}, ...list) as Doc);
}

function stageOf(palette: Palette): fc.Arbitrary<Doc> {
  const fields = fc.uniqueArray(fc.constantFrom('a', 'b', 'c.x', 'c.y', 'd'), { minLength: 1, maxLength: 2 });
  const expression = expressionOf(palette);
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(fields, expression, expression).map(([names, ...values]): Doc => {
        return { $set: Object.fromEntries(names.map((name, i) => [name, values[i]])) };
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom('a', 'b', 'c.x', 'c').map(($unset): Doc => ({ $unset })) },
  );
}

function filteredOf(palette: Palette): fc.Arbitrary<Change> {
  const { value } = palette;
  const path = fc.constantFrom('a.$[e]', 'a.$[e]', 'c.$[e].x', 'c.$[e].y', 'c.$[e]', 'c.x.$[e]', 'c.0.$[e]');
  const modifier = fc.oneof(
    fc.tuple(fc.constantFrom('$set', '$min', '$max', '$push'), value),
    increments.map((step): [string, unknown] => ['$inc', step]),
    fc.constant<[string, unknown]>(['$unset', '']),
  );
  const filter = fc
    .tuple(fc.constantFrom('e', 'e', 'e.x'), conditionOf(palette))
    .map(([name, one]) => ({ [name]: one }));
  return fc.tuple(path, modifier, filter).map(([name, [op, operand], condition]) => {
    return { update: { [op]: { [name]: operand } }, arrayFilters: [condition] };
  });
}
