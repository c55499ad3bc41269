import { Int32 } from 'bson';
import fc from 'fast-check';
import type { Palette } from './values.js';

const reference = fc.constantFrom('$a', '$a', '$b', '$b', '$c', '$c.x', '$c.y', '$a.x', '$_id');

function literalOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return value.map(($literal) => ({ $literal }));
}

/** A comparison of two fields, or of a field and a value. */
export function comparisonOf({ value }: Palette): fc.Arbitrary<unknown> {
  const side = fc.oneof({ weight: 3, arbitrary: reference }, { weight: 2, arbitrary: literalOf(value) });
  const list = literalOf(fc.array(value, { maxLength: 3 }));
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(fc.constantFrom('$eq', '$ne', '$lt', '$gte'), reference, side)
        .map(([op, left, right]) => ({ [op]: [left, right] })),
    },
    { weight: 2, arbitrary: fc.tuple(reference, list).map((operands) => ({ $in: operands })) },
    { weight: 1, arbitrary: fc.tuple(side, reference).map((operands) => ({ $in: operands })) },
    { weight: 1, arbitrary: reference },
  );
}

/** What a stage gives a field: a value, another field's, or one made of them. */
export function expressionOf(palette: Palette): fc.Arbitrary<unknown> {
  const { value } = palette;
  const literal = literalOf(value);
  const list = literalOf(fc.array(value, { maxLength: 2 }));
  const either = fc.oneof(reference, literal);
  return fc.oneof(
    { weight: 3, arbitrary: reference },
    { weight: 2, arbitrary: literal },
    fc.constant('$$REMOVE'),
    fc.tuple(reference, literal).map((operands) => ({ $ifNull: operands })),
    fc
      .tuple(comparisonOf(palette), either, fc.oneof(either, fc.constant('$$REMOVE')))
      .map((operands) => ({ $cond: operands })),
    fc.tuple(fc.oneof(reference, list), list).map((operands) => ({ $concatArrays: operands })),
    reference.map(($size) => ({ $size })),
    fc.record({ x: reference, y: either }),
    fc.constant(new Int32(1)),
  );
}
