import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';

export const patterns = [new BSONRegExp('^a'), new BSONRegExp('b$'), new BSONRegExp('^A', 'i')];

/** The values a sequence is made of. */
export interface Palette {
  number: fc.Arbitrary<unknown>;
  leaf: fc.Arbitrary<unknown>;
  embedded: fc.Arbitrary<unknown>;
  value: fc.Arbitrary<unknown>;
}

const number = fc.constantFrom<unknown>(
  ...[-1, 0, 1, 2, 2147483647].map((value) => new Int32(value)),
  ...[-0.5, 1, 1.5, NaN, -Infinity].map((value) => new Double(value)),
  ...['1', '2', '9007199254740993', '9223372036854775807'].map((text) => Long.fromString(text)),
  ...['0.5', '1.0', '2', '9007199254740993.5', 'Infinity', 'NaN'].map((text) => Decimal128.fromString(text)),
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

/** Every type, a few values of each. */
export const broad = paletteOf(number, fc.oneof({ weight: 3, arbitrary: number }, { weight: 2, arbitrary: other }));

const digit = fc.constantFrom<unknown>(...[1, 2, 3, 4].map((value) => new Int32(value)));

/** So few values that ranges, arrays and indexes keep meeting. */
export const narrow = paletteOf(digit, fc.oneof({ weight: 8, arbitrary: digit }, fc.constant(null)));

function paletteOf(numbers: fc.Arbitrary<unknown>, leaf: fc.Arbitrary<unknown>): Palette {
  const list = (items: fc.Arbitrary<unknown>, maxLength: number): fc.Arbitrary<unknown> =>
    fc.array(items, { maxLength });
  const embedded: fc.Arbitrary<unknown> = fc.record(
    { x: fc.oneof(leaf, list(leaf, 2)), y: leaf },
    { requiredKeys: [] },
  );
  const value = fc.oneof(
    { weight: 5, arbitrary: leaf },
    { weight: 4, arbitrary: list(fc.oneof({ weight: 5, arbitrary: leaf }, list(leaf, 2)), 3) },
    { weight: 1, arbitrary: embedded },
    { weight: 4, arbitrary: list(fc.oneof({ weight: 5, arbitrary: embedded }, leaf), 3) },
  );
  return { number: numbers, leaf, embedded, value };
}
