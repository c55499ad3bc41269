import { BSONRegExp } from 'bson';
import { compareValues, equalValues, Rank, rankOf } from '../bson/compare.js';
import { toNumber } from '../bson/numbers.js';
import { badValue } from '../errors.js';
import type { Test } from './paths.js';
import { toRegExp } from './regex.js';
import { typeTest } from './type-names.js';

/** One operator on one value; `leaves` says whether an array is also tried element by element. */
export interface Predicate {
  op: string;
  operand: unknown;
  test: Test;
  leaves: boolean;
  negated: boolean;
}

export function predicate(op: string, operand: unknown, options: unknown): Predicate | undefined {
  switch (op) {
    case '$eq':
      return { op, operand, test: equals(operand), leaves: true, negated: false };
    case '$ne':
      if (operand instanceof BSONRegExp) throw badValue("Can't have regex as arg to $ne.");
      return { op, operand, test: equals(operand), leaves: true, negated: true };
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return { op, operand, test: ordered(op, operand), leaves: true, negated: false };
    case '$in':
    case '$nin':
      return { op, operand, test: oneOf(op, operand), leaves: true, negated: op === '$nin' };
    case '$exists':
      return { op, operand, test: (value) => value !== undefined, leaves: false, negated: !isTruthy(operand) };
    case '$type':
      return { op, operand, test: typeTest(operand), leaves: true, negated: false };
    case '$size':
      return { op, operand, test: sized(operand), leaves: false, negated: false };
    case '$mod':
      return { op, operand, test: modulo(operand), leaves: true, negated: false };
    case '$regex': {
      const pattern = patternOf(operand, options);
      return { op, operand: pattern, test: fits(pattern), leaves: true, negated: false };
    }
    case '$bitsAllSet':
    case '$bitsAnySet':
    case '$bitsAllClear':
    case '$bitsAnyClear':
      return { op, operand, test: bits(op, operand), leaves: true, negated: false };
    default:
      return undefined;
  }
}

export function isTruthy(value: unknown): boolean {
  if (value === true) return true;
  if (value === null || value === undefined || value === false) return false;
  return rankOf(value) !== Rank.Number || toNumber(value) !== 0;
}

export function equals(operand: unknown): Test {
  if (operand === null || operand === undefined) return (value) => value === undefined || value === null;
  if (typeof operand === 'string' || typeof operand === 'boolean') return (value) => value === operand;
  return (value) => value !== undefined && equalValues(value, operand);
}

/** A pattern fits the strings it describes, and itself. */
function fits(pattern: BSONRegExp): Test {
  const regExp = toRegExp(pattern.pattern, pattern.options);
  return (value) =>
    typeof value === 'string' ? regExp.test(value) : value !== undefined && equalValues(value, pattern);
}

function ordered(op: string, operand: unknown): Test {
  const passes = orderTest(op);
  const rank = rankOf(operand);
  if (rank === Rank.MinKey || rank === Rank.MaxKey) return (value) => passes(compareValues(value ?? null, operand));
  if (operand instanceof BSONRegExp) throw badValue(`Can't have RegEx as arg to predicate over field`);
  if (rank === Rank.Null) return op === '$gte' || op === '$lte' ? equals(null) : () => false;
  if (rank === Rank.Number) {
    const limit = toNumber(operand);
    if (Number.isNaN(limit)) return op.endsWith('e') ? (value) => isNaNValue(value) : () => false;
    return (value) =>
      value !== undefined && rankOf(value) === rank && !isNaNValue(value) && passes(compareValues(value, operand));
  }
  return (value) => value !== undefined && rankOf(value) === rank && passes(compareValues(value, operand));
}

function isNaNValue(value: unknown): boolean {
  return rankOf(value) === Rank.Number && Number.isNaN(toNumber(value));
}

export function orderTest(op: string): (order: number) => boolean {
  switch (op) {
    case '$gt':
      return (order) => order > 0;
    case '$gte':
      return (order) => order >= 0;
    case '$lt':
      return (order) => order < 0;
    default:
      return (order) => order <= 0;
  }
}

const FEW = 8;

function equalsOrFits(operand: unknown): Test {
  return operand instanceof BSONRegExp ? fits(operand) : equals(operand);
}

function oneOf(op: string, operand: unknown): Test {
  if (!Array.isArray(operand)) throw badValue(`${op} needs an array`);
  const patterns = operand.filter((value) => value instanceof BSONRegExp || value === null).map(equalsOrFits);
  const rest = operand.filter((value) => !(value instanceof BSONRegExp) && value !== null);
  if (rest.length <= FEW) {
    const tests = [...rest.map(equals), ...patterns];
    return (value) => tests.some((test) => test(value));
  }
  const sorted = rest.sort(compareValues);
  return (value) => (value !== undefined && contains(sorted, value)) || patterns.some((test) => test(value));
}

function contains(sorted: readonly unknown[], value: unknown): boolean {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compareValues(sorted[middle], value);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

function sized(operand: unknown): Test {
  const size = toNumber(operand);
  if (!Number.isInteger(size)) throw badValue('Failed to parse $size. Expected an integer');
  if (size < 0) throw badValue('Failed to parse $size. Expected a non-negative number');
  return (value) => Array.isArray(value) && value.length === size;
}

function modulo(operand: unknown): Test {
  if (!Array.isArray(operand) || operand.length !== 2) throw badValue('malformed mod, needs to be an array of two');
  const divisor = Math.trunc(toNumber(operand[0]));
  const remainder = Math.trunc(toNumber(operand[1]));
  if (divisor === 0 || Number.isNaN(divisor)) throw badValue('divisor cannot be 0');
  return (value) =>
    rankOf(value) === Rank.Number && value !== undefined && Math.trunc(toNumber(value)) % divisor === remainder;
}

/** The pattern with the options given beside it, as the planner reads it too. */
function patternOf(operand: unknown, options: unknown): BSONRegExp {
  const flags = typeof options === 'string' ? options : undefined;
  if (operand instanceof BSONRegExp) return flags === undefined ? operand : new BSONRegExp(operand.pattern, flags);
  if (typeof operand !== 'string') throw badValue('$regex has to be a string');
  return new BSONRegExp(operand, flags ?? '');
}

function bits(op: string, operand: unknown): Test {
  const mask = bitMask(operand);
  return (value) => {
    const number = toNumber(value);
    if (rankOf(value) !== Rank.Number || !Number.isInteger(number)) return false;
    const set = BigInt.asUintN(64, BigInt(number)) & mask;
    if (op === '$bitsAllSet') return set === mask;
    if (op === '$bitsAnySet') return set !== 0n;
    return op === '$bitsAllClear' ? set === 0n : set !== mask;
  };
}

function bitMask(operand: unknown): bigint {
  if (Array.isArray(operand)) return operand.reduce<bigint>((mask, bit) => mask | (1n << BigInt(toNumber(bit))), 0n);
  const number = toNumber(operand);
  if (!Number.isInteger(number) || number < 0)
    throw badValue('bit mask must be a non-negative integer or a list of positions');
  return BigInt(number);
}
