import { isDocument, field, setField, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { isNullish, named, unary, variadic } from './arguments.js';
import { arrayOf } from './arrays.js';
import type { Build } from './operators.js';
import { compile } from './scope.js';

export function mergeObjects(values: readonly unknown[]): unknown {
  const result: Document = {};
  for (const value of values) {
    if (isNullish(value)) continue;
    if (!isDocument(value)) throw new CommandError(40400, '$mergeObjects requires object inputs');
    for (const name of Object.keys(value)) setField(result, name, value[name]);
  }
  return result;
}

const getField: Build = (argument, scope) => {
  const spec = isDocument(argument) && 'field' in argument ? argument : { field: argument, input: '$$CURRENT' };
  const name = compile(spec['field'], scope);
  const input = compile('input' in spec ? spec['input'] : '$$CURRENT', scope);
  return (frame) => {
    const value = input(frame);
    if (isNullish(value)) return value === null ? null : undefined;
    return isDocument(value) ? field(value, String(name(frame))) : undefined;
  };
};

const setFieldOperator: Build = (argument, scope) => {
  const spec = named('$setField', argument);
  const [name, input, value] = ['field', 'input', 'value'].map((part) => compile(spec[part], scope));
  return (frame) => {
    const target = input?.(frame);
    if (isNullish(target)) return null;
    if (!isDocument(target)) throw new CommandError(4161105, '$setField requires an object input');
    const copy: Document = { ...target };
    const key = String(name?.(frame));
    const next = value?.(frame);
    if (next === undefined) delete copy[key];
    else setField(copy, key, next);
    return copy;
  };
};

function fromPairs(list: unknown): unknown {
  if (isNullish(list)) return null;
  const result: Document = {};
  for (const pair of arrayOf('$arrayToObject', list)) {
    if (Array.isArray(pair)) setField(result, String(pair[0]), pair[1]);
    else if (isDocument(pair)) setField(result, String(pair['k']), pair['v']);
    else throw new CommandError(40386, '$arrayToObject requires pairs');
  }
  return result;
}

function toPairs(value: unknown): unknown {
  if (isNullish(value)) return null;
  if (!isDocument(value)) throw new CommandError(40390, '$objectToArray requires a document input');
  return Object.keys(value).map((k) => ({ k, v: value[k] }));
}

export const objectOperators: Record<string, Build> = {
  $mergeObjects: variadic((values) =>
    mergeObjects(values.length === 1 && Array.isArray(values[0]) ? values[0] : values),
  ),
  $objectToArray: unary(toPairs),
  $arrayToObject: unary(fromPairs),
  $getField: getField,
  $setField: setFieldOperator,
};
