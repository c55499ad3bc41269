import { isDeepStrictEqual } from 'node:util';
import { Binary, EJSON, Long, type Document } from 'bson';

/**
 * The matching rules of the unified test format: special `$$` operators, numbers equal across types, and extra
 * fields allowed only in a root document or a document of a root list. Returns where they differ, or undefined when they match.
 */
export function mismatch(expected: unknown, actual: unknown, root = true, path = ''): string | undefined {
  if (isSpecial(expected)) return specialMismatch(expected, actual, root, path);
  if (Array.isArray(expected)) return listMismatch(expected, actual, root, path);
  if (!isPlain(expected)) return same(expected, actual) ? undefined : differ(expected, actual, path);
  if (!isPlain(actual)) return differ(expected, actual, path);
  for (const [key, value] of Object.entries(expected)) {
    const found = mismatch(value, actual[key], false, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  const extra = root ? undefined : Object.keys(actual).find((key) => actual[key] !== undefined && !(key in expected));
  return extra === undefined ? undefined : `${path}.${extra} is not expected`;
}

function isSpecial(value: unknown): value is Document {
  const keys = isPlain(value) ? Object.keys(value) : [];
  return keys.length === 1 && keys[0]?.startsWith('$$') === true;
}

function isPlain(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function specialMismatch(expected: Document, actual: unknown, root: boolean, path: string): string | undefined {
  const [name = '', operand] = Object.entries(expected)[0] as [string, unknown];
  switch (name) {
    case '$$exists':
      return (actual !== undefined) === operand ? undefined : `${path} must ${operand === true ? '' : 'not '}exist`;
    case '$$unsetOrMatches':
      return actual === undefined ? undefined : mismatch(operand, actual, root, path);
    case '$$type': {
      const names = ([] as unknown[]).concat(operand);
      return names.some((type) => hasType(actual, String(type))) ? undefined : differ(expected, actual, path);
    }
    default:
      throw new Error(`The runner knows no ${name}`);
  }
}

function hasType(value: unknown, type: string): boolean {
  switch (type) {
    case 'object':
      return isPlain(value);
    case 'array':
      return Array.isArray(value);
    case 'string':
      return typeof value === 'string';
    case 'binData':
      return value instanceof Binary;
    case 'int':
    case 'double':
      return typeof value === 'number';
    case 'long':
      return value instanceof Long || typeof value === 'number';
    case 'objectId':
      return (value as { _bsontype?: unknown } | null)?._bsontype === 'ObjectId';
    default:
      throw new Error(`The runner knows no type ${type}`);
  }
}

function listMismatch(expected: readonly unknown[], actual: unknown, root: boolean, path: string): string | undefined {
  if (!Array.isArray(actual) || actual.length !== expected.length) return differ(expected, actual, path);
  for (const [i, value] of expected.entries()) {
    const found = mismatch(value, actual[i], root, `${path}[${i}]`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function same(expected: unknown, actual: unknown): boolean {
  return isDeepStrictEqual(relaxed(expected), relaxed(actual));
}

function relaxed(value: unknown): unknown {
  return value === undefined ? undefined : EJSON.serialize({ value }, { relaxed: true });
}

function differ(expected: unknown, actual: unknown, path: string): string {
  const show = (value: unknown) => (value === undefined ? 'nothing' : EJSON.stringify(value));
  return `${path || 'the result'}: expected ${show(expected)}, got ${show(actual)}`;
}
