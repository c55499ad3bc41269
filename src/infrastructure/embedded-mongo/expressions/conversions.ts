import { Decimal128, Long, ObjectId } from 'bson';
import { asDouble, isNumeric, toNumber } from '../bson/numbers.js';
import { wrapperName } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { isTruthy } from '../query/predicates.js';
import { typeName } from '../query/type-names.js';
import { isNullish, named, unary } from './arguments.js';
import type { Build } from './operators.js';
import { compile } from './scope.js';

function impossible(value: unknown, target: string): CommandError {
  return new CommandError(
    241,
    `Failed to parse or convert a value of type ${typeName(value)} to ${target} in $convert`,
  );
}

export function toText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isNumeric(value)) return String(wrapperName(value) === 'Double' ? toNumber(value) : value);
  if (wrapperName(value) === 'ObjectId') return (value as ObjectId).toHexString();
  throw impossible(value, 'string');
}

function toNumeric(value: unknown, target: string): number {
  if (isNumeric(value)) return toNumber(value);
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Date && target !== 'int') return value.getTime();
  if (typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) return Number(value);
  throw impossible(value, target);
}

function toWhole(value: unknown, target: string, limit: number): number {
  const number = Math.trunc(toNumeric(value, target));
  if (typeof value === 'string' && !/^[+-]?\d+$/.test(value)) throw impossible(value, target);
  if (!(Math.abs(number) <= limit)) throw impossible(value, target);
  return number;
}

function toDate(value: unknown): Date {
  if (value instanceof Date) return value;
  if (wrapperName(value) === 'ObjectId') return (value as ObjectId).getTimestamp();
  if (isNumeric(value) && wrapperName(value) !== undefined) return new Date(toNumber(value));
  if (typeof value === 'number' && Math.abs(value) > 2147483647) return new Date(value);
  const parsed =
    typeof value === 'string'
      ? new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(value) ? value : `${value}Z`.replace(/^(\d{4}-\d\d-\d\d)Z$/, '$1'))
      : undefined;
  if (parsed === undefined || Number.isNaN(parsed.getTime())) throw impossible(value, 'date');
  return parsed;
}

const conversions: Record<string, (value: unknown) => unknown> = {
  string: toText,
  int: (value) => toWhole(value, 'int', 2147483647),
  long: (value) => Long.fromNumber(toWhole(value, 'long', Number.MAX_SAFE_INTEGER)),
  double: (value) => asDouble(toNumeric(value, 'double')),
  decimal: (value) =>
    Decimal128.fromString(
      typeof value === 'string' ? value : String(isNumeric(value) ? toText(value) : toNumeric(value, 'decimal')),
    ),
  bool: (value) => isTruthy(value),
  date: toDate,
  objectId: (value) => {
    if (wrapperName(value) === 'ObjectId') return value;
    if (typeof value !== 'string' || !ObjectId.isValid(value)) throw impossible(value, 'objectId');
    return new ObjectId(value);
  },
};

function conversion(target: string): Build {
  const convert = conversions[target] as (value: unknown) => unknown;
  return unary((value) => (isNullish(value) ? null : convert(value)));
}

const convert: Build = (argument, scope) => {
  const spec = named('$convert', argument);
  const input = compile(spec['input'], scope);
  const convertTo = conversions[String(spec['to'])];
  if (convertTo === undefined) throw new CommandError(9, `Unknown type name: ${String(spec['to'])}`);
  const onNull = compile('onNull' in spec ? spec['onNull'] : null, scope);
  const onError = 'onError' in spec ? compile(spec['onError'], scope) : undefined;
  return (frame) => {
    const value = input(frame);
    if (isNullish(value)) return onNull(frame);
    try {
      return convertTo(value);
    } catch (error) {
      if (onError === undefined) throw error;
      return onError(frame);
    }
  };
};

export const convertOperators: Record<string, Build> = {
  $toString: conversion('string'),
  $toInt: conversion('int'),
  $toLong: conversion('long'),
  $toDouble: conversion('double'),
  $toDecimal: conversion('decimal'),
  $toBool: conversion('bool'),
  $toDate: conversion('date'),
  $toObjectId: conversion('objectId'),
  $convert: convert,
  $type: unary(typeName),
  $isNumber: unary(isNumeric),
};
