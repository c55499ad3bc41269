import { toNumber } from '../bson/numbers.js';
import { isDocument, wrapperName } from '../bson/values.js';
import { badValue } from '../errors.js';
import type { Test } from './paths.js';

const codes: Record<string, number> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};

const numberTypes = ['double', 'int', 'long', 'decimal'];

const wrapped: Record<string, string> = {
  ObjectId: 'objectId',
  Binary: 'binData',
  Long: 'long',
  Double: 'double',
  Int32: 'int',
  Decimal128: 'decimal',
  Timestamp: 'timestamp',
  BSONRegExp: 'regex',
  Code: 'javascript',
  BSONSymbol: 'symbol',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
};

/** MongoDB's name for the type of a value, as `$type` gives it. */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'missing';
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return (value | 0) === value && !Object.is(value, -0) ? 'int' : 'double';
    default:
      if (value === null) return 'null';
      if (Array.isArray(value)) return 'array';
      if (value instanceof Date) return 'date';
      return isDocument(value) ? 'object' : (wrapped[wrapperName(value) ?? ''] ?? 'object');
  }
}

export function typeTest(operand: unknown): Test {
  const wanted = new Set((Array.isArray(operand) ? operand : [operand]).flatMap(namesFor));
  if (wanted.size === 0) throw badValue('$type must match at least one type');
  return (value) => value !== undefined && wanted.has(typeName(value));
}

function namesFor(operand: unknown): string[] {
  if (operand === 'number') return numberTypes;
  if (typeof operand === 'string') {
    if (codes[operand] === undefined) throw badValue(`Unknown type name alias: ${operand}`);
    return [operand];
  }
  const code = toNumber(operand);
  const name = Object.keys(codes).find((key) => codes[key] === code);
  if (name === undefined) throw badValue(`Invalid numerical type code: ${code}`);
  return [name];
}
