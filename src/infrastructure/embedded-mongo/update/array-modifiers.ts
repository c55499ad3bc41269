import { compareValues, equalValues } from '../bson/compare.js';
import { isNumeric, toNumber } from '../bson/numbers.js';
import { isDocument, type Document } from '../bson/values.js';
import { badValue } from '../errors.js';
import { compileOrder } from '../query/sort.js';
import { typeName } from '../query/type-names.js';
import { documentOf, lastOf } from './messages.js';
import type { Change } from './paths.js';

function eachOf(operand: unknown): { values: readonly unknown[]; options: Document } {
  if (!isDocument(operand) || !('$each' in operand)) return { values: [operand], options: {} };
  const { $each: values } = operand;
  if (!Array.isArray(values)) throw badValue('The argument to $each must be an array');
  return { values, options: operand };
}

export function push(operand: unknown, path: string): Change {
  const { values, options } = eachOf(operand);
  for (const name of Object.keys(options)) {
    if (!['$each', '$slice', '$sort', '$position'].includes(name))
      throw badValue(`Unrecognized clause in $push: ${name}`);
  }
  const order = '$sort' in options ? elementOrder(options['$sort']) : undefined;
  const position = '$position' in options ? toNumber(options['$position']) : undefined;
  const slice = '$slice' in options ? toNumber(options['$slice']) : undefined;
  return {
    creates: true,
    apply: (own, { id }) => {
      const list = listToPushTo(own, path, id);
      if (values.length === 0 && order === undefined && slice === undefined) return own ?? [];
      let next = position === undefined ? [...list, ...values] : inserted(list, position, values);
      if (order !== undefined) next = next.sort(order);
      return slice === undefined ? next : sliced(next, slice);
    },
  };
}

function listToPushTo(own: unknown, path: string, id: unknown): readonly unknown[] {
  if (own === undefined) return [];
  if (Array.isArray(own)) return own;
  throw badValue(`The field '${path}' must be an array but is of type ${typeName(own)} in document ${documentOf(id)}`);
}

function setAt(own: unknown, path: string): readonly unknown[] {
  if (own === undefined) return [];
  if (Array.isArray(own)) return own;
  throw badValue(
    `Cannot apply $addToSet to non-array field. Field named '${lastOf(path)}' has non-array type ${typeName(own)}`,
  );
}

function inserted(list: readonly unknown[], position: number, values: readonly unknown[]): unknown[] {
  const at = position < 0 ? Math.max(0, list.length + position) : Math.min(position, list.length);
  return [...list.slice(0, at), ...values, ...list.slice(at)];
}

function sliced(list: unknown[], count: number): unknown[] {
  if (count === 0) return [];
  return count > 0 ? list.slice(0, count) : list.slice(count);
}

function elementOrder(spec: unknown): (a: unknown, b: unknown) => number {
  if (isNumeric(spec)) return (a, b) => toNumber(spec) * compareValues(a, b);
  if (!isDocument(spec))
    throw badValue('The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields');
  const order = compileOrder(spec);
  return (a, b) => order(isDocument(a) ? a : {}, isDocument(b) ? b : {});
}

export function addToSet(operand: unknown, path: string): Change {
  const { values, options } = eachOf(operand);
  if (Object.keys(options).some((name) => name !== '$each'))
    throw badValue('Found unexpected fields after $each in $addToSet');
  return {
    creates: true,
    apply: (own) => {
      const list = setAt(own, path);
      const added: unknown[] = [];
      for (const value of values) {
        if (![...list, ...added].some((element) => equalValues(element, value))) added.push(value);
      }
      return added.length === 0 ? (own ?? []) : [...list, ...added];
    },
  };
}
