import { Decimal128, Double, Long } from 'bson';
import { compareValues } from '../bson/compare.js';
import { asDouble, calculate, isDouble, isNumeric, toNumber } from '../bson/numbers.js';
import { wrapperName } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { between, binary, each, isNullish, unary } from './arguments.js';
import type { Build } from './operators.js';

function numeric(name: string, value: unknown): unknown {
  if (isNumeric(value)) return value;
  throw new CommandError(14, `${name} only supports numeric types`);
}

function add(values: readonly unknown[]): unknown {
  if (values.some(isNullish)) return null;
  const dates = values.filter((value) => value instanceof Date);
  if (dates.length > 1) throw new CommandError(16612, 'only one date allowed in an $add expression');
  const sum = values
    .filter((value) => !(value instanceof Date))
    .reduce<unknown>((total, value) => calculate('add', total, numeric('$add', value)), 0);
  return dates[0] === undefined ? sum : new Date(dates[0].getTime() + Math.round(toNumber(sum)));
}

function subtract(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime());
  if (a instanceof Date) return new Date(a.getTime() - Math.round(toNumber(numeric('$subtract', b))));
  return calculate('subtract', numeric('$subtract', a), numeric('$subtract', b));
}

function divide(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  const divisor = toNumber(numeric('$divide', b));
  if (divisor === 0) throw new CommandError(2, "can't $divide by zero");
  const result = toNumber(numeric('$divide', a)) / divisor;
  if (wrapperName(a) === 'Decimal128' || wrapperName(b) === 'Decimal128') return Decimal128.fromString(String(result));
  return asDouble(result);
}

function modulo(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  const divisor = toNumber(numeric('$mod', b));
  if (divisor === 0) throw new CommandError(16610, "can't $mod by zero");
  return like([a, b], toNumber(numeric('$mod', a)) % divisor);
}

/** The result in the widest type of what went in. */
function like(inputs: readonly unknown[], result: number): unknown {
  if (inputs.some(isDouble)) return asDouble(result);
  if (inputs.some((value) => wrapperName(value) === 'Long')) return Long.fromNumber(result);
  return result;
}

function rounding(name: string, round: (value: number) => number): Build {
  return between(name, 1, 2, (value, places = 0) => {
    if (isNullish(value) || isNullish(places)) return null;
    const number = toNumber(numeric(name, value));
    if (!isDouble(value) && toNumber(places) >= 0) return value;
    const digits = toNumber(places);
    const shifted = Number(`${number}e${digits}`);
    const result = Number.isNaN(shifted) ? number : Number(`${round(shifted)}e${-digits}`);
    return like([value], result);
  });
}

function halfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function mathematical(name: string, apply: (value: number) => number): Build {
  return unary((value) => (isNullish(value) ? null : asDouble(apply(toNumber(numeric(name, value))))));
}

function whole(name: string, apply: (value: number) => number): Build {
  return unary((value) => (isNullish(value) ? null : like([value], apply(toNumber(numeric(name, value))))));
}

/** As an expression these take either several values or the elements of one array. */
function overAll(apply: (values: readonly unknown[]) => unknown): Build {
  return (argument, scope) => {
    const compiled = each(argument, scope);
    return (frame) => {
      const values = compiled.map((evaluate) => evaluate(frame));
      const [only] = values;
      return apply(values.length === 1 && Array.isArray(only) ? only : values);
    };
  };
}

export function sum(values: readonly unknown[]): unknown {
  return values.filter(isNumeric).reduce<unknown>((total, value) => calculate('add', total, value), 0);
}

export function average(values: readonly unknown[]): unknown {
  const numbers = values.filter(isNumeric);
  return numbers.length === 0 ? null : asDouble(toNumber(sum(numbers)) / numbers.length);
}

export function extreme(values: readonly unknown[], sign: 1 | -1): unknown {
  const present = values.filter((value) => !isNullish(value));
  if (present.length === 0) return null;
  return present.reduce((best, value) => (sign * compareValues(value, best) > 0 ? value : best));
}

export const numberOperators: Record<string, Build> = {
  $add: (argument, scope) => {
    const parts = each(argument, scope);
    return (frame) => add(parts.map((part) => part(frame)));
  },
  $multiply: (argument, scope) => {
    const parts = each(argument, scope);
    return (frame) => {
      const values = parts.map((part) => part(frame));
      if (values.some(isNullish)) return null;
      return values.reduce<unknown>((total, value) => calculate('multiply', total, numeric('$multiply', value)), 1);
    };
  },
  $subtract: binary('$subtract', subtract),
  $divide: binary('$divide', divide),
  $mod: binary('$mod', modulo),
  $pow: binary('$pow', (a, b) => (isNullish(a) || isNullish(b) ? null : like([a, b], toNumber(a) ** toNumber(b)))),
  $log: binary('$log', (a, b) =>
    isNullish(a) || isNullish(b) ? null : asDouble(Math.log(toNumber(a)) / Math.log(toNumber(b))),
  ),
  $abs: whole('$abs', Math.abs),
  $ceil: whole('$ceil', Math.ceil),
  $floor: whole('$floor', Math.floor),
  $round: rounding('$round', halfToEven),
  $trunc: rounding('$trunc', Math.trunc),
  $sqrt: mathematical('$sqrt', Math.sqrt),
  $exp: mathematical('$exp', Math.exp),
  $ln: mathematical('$ln', Math.log),
  $log10: mathematical('$log10', Math.log10),
  $rand: () => () => new Double(Math.random()).value,
  $sum: overAll(sum),
  $avg: overAll(average),
  $min: overAll((values) => extreme(values, -1)),
  $max: overAll((values) => extreme(values, 1)),
};
