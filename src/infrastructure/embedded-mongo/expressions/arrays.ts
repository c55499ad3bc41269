import { compareValues, equalValues } from '../bson/compare.js';
import { isNumeric, toNumber } from '../bson/numbers.js';
import { isDocument, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { isTruthy } from '../query/predicates.js';
import { between, binary, each, isNullish, named, single, unary } from './arguments.js';
import type { Build } from './operators.js';
import { compile, type Scope } from './scope.js';

/** MongoDB's code for an operand of each operator that is no array. */
const wrongOperand: Record<string, number> = {
  $concatArrays: 28664,
  $filter: 28651,
  $map: 16883,
  $reduce: 40080,
  $arrayElemAt: 28689,
  $first: 28689,
  $last: 28689,
  $slice: 28724,
  $indexOfArray: 40090,
  $reverseArray: 34435,
  $anyElementTrue: 17041,
  $allElementsTrue: 17040,
  $arrayToObject: 40386,
  $sortArray: 2942504,
  $setUnion: 17043,
  $setEquals: 17044,
  $setIsSubset: 17046,
  $setIntersection: 17047,
  $setDifference: 17048,
};

export function arrayOf(name: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const code = wrongOperand[name] ?? 28765;
  throw new CommandError(code, `The argument to ${name} must be an array, but was of type: ${typeof value}`);
}

function nameIn(as: unknown): string {
  return typeof as === 'string' ? as : 'this';
}

const map: Build = (argument, scope) => {
  const spec = named('$map', argument);
  const input = compile(spec['input'], scope);
  const inner = scope.bind(nameIn(spec['as']));
  const body = compile(spec['in'], inner.scope);
  const slot = inner.slots[0] as number;
  return (frame) => {
    const list = input(frame);
    if (isNullish(list)) return null;
    return arrayOf('$map', list).map((element) => {
      frame[slot] = element;
      return body(frame) ?? null;
    });
  };
};

function filterParts(spec: Document, scope: Scope) {
  const input = compile(spec['input'], scope);
  const inner = scope.bind(nameIn(spec['as']));
  return { input, test: compile(spec['cond'], inner.scope), slot: inner.slots[0] as number };
}

const filter: Build = (argument, scope) => {
  const spec = named('$filter', argument);
  const { input, test, slot } = filterParts(spec, scope);
  const limit = 'limit' in spec ? compile(spec['limit'], scope) : undefined;
  return (frame) => {
    const list = input(frame);
    if (isNullish(list)) return null;
    const most = limit === undefined ? Infinity : toNumber(limit(frame) ?? Infinity);
    const kept: unknown[] = [];
    const elements = arrayOf('$filter', list);
    for (let i = 0; i < elements.length && kept.length < most; i++) {
      frame[slot] = elements[i];
      if (isTruthy(test(frame))) kept.push(elements[i]);
    }
    return kept;
  };
};

const length = unary((value) => {
  if (!Array.isArray(value)) throw new CommandError(17124, 'The argument to $size must be an array');
  return value.length;
});

/** Guards ask for the size of a filtered array: counting needs no array of what is kept. */
const size: Build = (argument, scope) => {
  const inner = single(argument);
  const spec = isDocument(inner) ? inner['$filter'] : undefined;
  if (!isDocument(spec) || 'limit' in spec) return length(argument, scope);
  const { input, test, slot } = filterParts(spec, scope);
  return (frame) => {
    const list = input(frame);
    if (!Array.isArray(list)) return length(argument, scope)(frame);
    let count = 0;
    for (let i = 0; i < list.length; i++) {
      frame[slot] = list[i];
      if (isTruthy(test(frame))) count++;
    }
    return count;
  };
};

const reduce: Build = (argument, scope) => {
  const spec = named('$reduce', argument);
  const input = compile(spec['input'], scope);
  const initial = compile(spec['initialValue'], scope);
  const inner = scope.bind('value', 'this');
  const body = compile(spec['in'], inner.scope);
  const [value, current] = inner.slots as [number, number];
  return (frame) => {
    const list = input(frame);
    if (isNullish(list)) return null;
    let result = initial(frame);
    for (const element of arrayOf('$reduce', list)) {
      frame[value] = result;
      frame[current] = element;
      result = body(frame);
    }
    return result;
  };
};

const concatArrays: Build = (argument, scope) => {
  const parts = each(argument, scope);
  return (frame) => {
    let result: readonly unknown[] | undefined;
    for (const part of parts) {
      const value = part(frame);
      if (isNullish(value)) return null;
      const list = arrayOf('$concatArrays', value);
      result = result === undefined ? list : result.concat(list);
    }
    return result ?? [];
  };
};

const sortArray: Build = (argument, scope) => {
  const spec = named('$sortArray', argument);
  const input = compile(spec['input'], scope);
  const by = spec['sortBy'];
  const whole = toNumber(by);
  const order = isNumeric(by)
    ? (a: unknown, b: unknown) => whole * compareValues(a, b)
    : compareBy(Object.entries(named('$sortArray', by)));
  return (frame) => {
    const list = input(frame);
    return isNullish(list) ? null : [...arrayOf('$sortArray', list)].sort(order);
  };
};

function compareBy(keys: readonly [string, unknown][]): (a: unknown, b: unknown) => number {
  const parts = keys.map(([path, direction]) => [path.split('.'), toNumber(direction)] as const);
  return (a, b) => {
    for (const [path, direction] of parts) {
      const order = compareValues(read(a, path), read(b, path));
      if (order !== 0) return order * direction;
    }
    return 0;
  };
}

function read(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | null | undefined)?.[name], value);
}

function elementAt(list: unknown, position: unknown): unknown {
  if (isNullish(list) || isNullish(position)) return null;
  return arrayOf('$arrayElemAt', list).at(toNumber(position));
}

function slice(list: unknown, a: unknown, b?: unknown): unknown {
  if (isNullish(list) || isNullish(a)) return null;
  const elements = arrayOf('$slice', list);
  const first = toNumber(a);
  if (b === undefined) return first >= 0 ? elements.slice(0, first) : elements.slice(first);
  const start = first >= 0 ? first : Math.max(0, elements.length + first);
  return elements.slice(start, start + toNumber(b));
}

function indexOf(list: unknown, wanted: unknown, start: unknown = 0, end: unknown = Infinity): unknown {
  if (isNullish(list)) return null;
  const stop = toNumber(end);
  return arrayOf('$indexOfArray', list).findIndex(
    (value, i) => wanted !== undefined && i >= toNumber(start) && i < stop && equalValues(value, wanted),
  );
}

function range(from: unknown, to: unknown, by: unknown = 1): unknown {
  const [start, end, step] = [toNumber(from), toNumber(to), toNumber(by)];
  if (step === 0) throw new CommandError(34449, '$range requires a non-zero step value');
  const length = Math.max(0, Math.ceil((end - start) / step));
  if (length > 2_000_000) throw new CommandError(146, '$range would use too much memory');
  return Array.from({ length }, (_, i) => start + i * step);
}

const zip: Build = (argument, scope) => {
  const spec = named('$zip', argument);
  const inputs = each(spec['inputs'], scope);
  const longest = spec['useLongestLength'] === true;
  const defaults = 'defaults' in spec ? each(spec['defaults'], scope) : [];
  return (frame) => {
    const lists = inputs.map((input) => input(frame));
    if (lists.some(isNullish)) return null;
    const sizes = lists.map((list) => arrayOf('$zip', list).length);
    const length = longest ? Math.max(...sizes) : Math.min(...sizes);
    return Array.from({ length }, (_, row) =>
      lists.map((list, i) => (list as unknown[])[row] ?? defaults[i]?.(frame) ?? null),
    );
  };
};

export const arrayOperators: Record<string, Build> = {
  $map: map,
  $filter: filter,
  $reduce: reduce,
  $concatArrays: concatArrays,
  $sortArray: sortArray,
  $zip: zip,
  $size: size,
  $in: binary('$in', (value, list) => {
    if (!Array.isArray(list)) throw new CommandError(40081, '$in requires an array as a second argument');
    return value !== undefined && list.some((element) => equalValues(element, value));
  }),
  $isArray: unary(Array.isArray),
  $arrayElemAt: binary('$arrayElemAt', elementAt),
  $first: unary((list) => (isNullish(list) ? null : arrayOf('$first', list)[0])),
  $last: unary((list) => (isNullish(list) ? null : arrayOf('$last', list).at(-1))),
  $slice: between('$slice', 2, 3, slice),
  $indexOfArray: between('$indexOfArray', 2, 4, indexOf),
  $reverseArray: unary((list) => (isNullish(list) ? null : [...arrayOf('$reverseArray', list)].reverse())),
  $range: between('$range', 2, 3, range),
  $anyElementTrue: unary((list) => arrayOf('$anyElementTrue', list).some(isTruthy)),
  $allElementsTrue: unary((list) => arrayOf('$allElementsTrue', list).every(isTruthy)),
};
