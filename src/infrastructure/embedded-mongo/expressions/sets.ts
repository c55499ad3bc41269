import { compareValues, equalValues } from '../bson/compare.js';
import { binary, isNullish, variadic } from './arguments.js';
import { arrayOf } from './arrays.js';
import type { Build } from './operators.js';

function distinct(values: readonly unknown[]): unknown[] {
  const sorted = [...values].sort(compareValues);
  return sorted.filter((value, i) => i === 0 || !equalValues(value, sorted[i - 1]));
}

function has(list: readonly unknown[], value: unknown): boolean {
  return list.some((element) => equalValues(element, value));
}

export const setOperators: Record<string, Build> = {
  $setUnion: variadic((lists) =>
    lists.some(isNullish) ? null : distinct(lists.flatMap((list) => arrayOf('$setUnion', list))),
  ),
  $setIntersection: variadic((lists) => {
    if (lists.some(isNullish)) return null;
    const [first = [], ...others] = lists.map((list) => arrayOf('$setIntersection', list));
    return distinct(first.filter((value) => others.every((other) => has(other, value))));
  }),
  $setDifference: binary('$setDifference', (a, b) => {
    if (isNullish(a) || isNullish(b)) return null;
    const [left, right] = [arrayOf('$setDifference', a), arrayOf('$setDifference', b)];
    return left.filter((value, i) => !has(right, value) && left.findIndex((other) => equalValues(other, value)) === i);
  }),
  $setIsSubset: binary('$setIsSubset', (a, b) => {
    const right = arrayOf('$setIsSubset', b);
    return arrayOf('$setIsSubset', a).every((value) => has(right, value));
  }),
  $setEquals: variadic((lists) => {
    const [first = [], ...others] = lists.map((list) => distinct(arrayOf('$setEquals', list)));
    return others.every((other) => equalValues(first, other));
  }),
};
