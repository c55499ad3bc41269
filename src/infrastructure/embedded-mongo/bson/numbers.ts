import { Decimal128, Double, Long } from 'bson';
import { wrapperName } from './values.js';

export function isNumeric(value: unknown): boolean {
  if (typeof value === 'number' || typeof value === 'bigint') return true;
  const name = wrapperName(value);
  return name === 'Double' || name === 'Long' || name === 'Int32' || name === 'Decimal128';
}

/** The nearest JavaScript number; NaN for what is no number. */
export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  switch (wrapperName(value)) {
    case 'Double':
    case 'Int32':
      return (value as Double).value;
    case 'Long':
      return (value as Long).toNumber();
    case 'Decimal128':
      return Number((value as Decimal128).toString());
    default:
      return typeof value === 'bigint' ? Number(value) : NaN;
  }
}

/** A finite number exactly: mantissa × 10^exponent × 2^-halvings. */
export interface Exact {
  mantissa: bigint;
  exponent: number;
  halvings: number;
}

export function exactly(value: unknown): Exact | undefined {
  if (typeof value === 'bigint') return { mantissa: value, exponent: 0, halvings: 0 };
  const wrapper = wrapperName(value);
  if (wrapper === 'Long') return { mantissa: (value as Long).toBigInt(), exponent: 0, halvings: 0 };
  if (wrapper === 'Decimal128') return exactDecimal(value as Decimal128);
  return exactDouble(toNumber(value));
}

function exactDecimal(value: Decimal128): Exact | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/.exec(value.toString());
  if (match === null) return undefined;
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] = match;
  const mantissa = BigInt(whole + fraction);
  return { mantissa: sign === '' ? mantissa : -mantissa, exponent: Number(exponent) - fraction.length, halvings: 0 };
}

function exactDouble(value: number): Exact | undefined {
  if (!Number.isFinite(value)) return undefined;
  let halvings = 0;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    halvings++;
  }
  return { mantissa: BigInt(scaled), exponent: 0, halvings };
}

/** a - b, over a common denominator. */
export function exactDifference(a: Exact, b: Exact): Exact {
  const exponent = Math.min(a.exponent, b.exponent, 0);
  const halvings = Math.max(a.halvings, b.halvings);
  const scale = (x: Exact) => x.mantissa * 10n ** BigInt(x.exponent - exponent) * 2n ** BigInt(halvings - x.halvings);
  return { mantissa: scale(a) - scale(b), exponent, halvings };
}

export function compareNumbers(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return compareDoubles(a, b);
  const left = toNumber(a);
  const right = toNumber(b);
  if (left !== right || Number.isNaN(left) || Number.isNaN(right)) return compareDoubles(left, right);
  const exactLeft = exactly(a);
  const exactRight = exactly(b);
  if (exactLeft === undefined || exactRight === undefined) {
    const infinite = Number(exactLeft === undefined) - Number(exactRight === undefined);
    return left > 0 ? infinite : -infinite;
  }
  const { mantissa } = exactDifference(exactLeft, exactRight);
  if (mantissa === 0n) return 0;
  return mantissa < 0n ? -1 : 1;
}

function compareDoubles(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
}

export type Arithmetic = 'add' | 'subtract' | 'multiply';

/** MongoDB's promotion: decimal over double over int64 over int32; an int32 result that does not fit becomes int64, that a double. */
export function calculate(kind: Arithmetic, a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return plain(kind, a, b);
  const names = [wrapperName(a), wrapperName(b)];
  if (names.includes('Decimal128')) return decimal(kind, a, b);
  if (names.includes('Long') && isIntegral(a) && isIntegral(b)) {
    return whole(operate(kind, exactly(a)?.mantissa ?? 0n, exactly(b)?.mantissa ?? 0n));
  }
  const result = operate(kind, toNumber(a), toNumber(b));
  return isDouble(a) || isDouble(b) ? asDouble(result) : result;
}

/** Keeps a whole result of double arithmetic a double. */
export function asDouble(value: number): unknown {
  return (value | 0) === value && !Object.is(value, -0) ? new Double(value) : value;
}

export function isDouble(value: unknown): boolean {
  if (typeof value === 'number') return !isInt32(value);
  return wrapperName(value) === 'Double';
}

function isInt32(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0);
}

function isIntegral(value: unknown): boolean {
  return !isDouble(value);
}

function plain(kind: Arithmetic, a: number, b: number): unknown {
  const result = operate(kind, a, b);
  if (isInt32(a) && isInt32(b)) {
    const small = result | 0;
    return small === result ? small : whole(operate(kind, BigInt(a), BigInt(b)));
  }
  return asDouble(result);
}

/** An int64, or the nearest double where it does not fit. */
function whole(value: bigint): unknown {
  return BigInt.asIntN(64, value) === value ? Long.fromBigInt(value) : asDouble(Number(value));
}

function operate<N extends number | bigint>(kind: Arithmetic, a: N, b: N): N {
  if (kind === 'add') return ((a as number) + (b as number)) as N;
  if (kind === 'subtract') return ((a as number) - (b as number)) as N;
  return ((a as number) * (b as number)) as N;
}

function decimal(kind: Arithmetic, a: unknown, b: unknown): unknown {
  const left = decimalParts(a);
  const right = decimalParts(b);
  if (left === undefined || right === undefined)
    return Decimal128.fromString(String(operate(kind, toNumber(a), toNumber(b))));
  if (kind === 'multiply') return toDecimal(left.mantissa * right.mantissa, left.exponent + right.exponent);
  const exponent = Math.min(left.exponent, right.exponent);
  const scale = (x: Exact) => x.mantissa * 10n ** BigInt(x.exponent - exponent);
  return toDecimal(operate(kind, scale(left), scale(right)), exponent);
}

function decimalParts(value: unknown): Exact | undefined {
  return isDouble(value) ? exactDecimal(Decimal128.fromString(String(toNumber(value)))) : exactly(value);
}

function toDecimal(mantissa: bigint, exponent: number): Decimal128 {
  return Decimal128.fromStringWithRounding(`${mantissa}E${exponent}`);
}
