import { Double, Long, BSONRegExp, Int32 } from 'bson';
import { toRegExp } from '../query/regex.js';
import { isDocument, setField, type Document } from './values.js';

/** A copy in the values mingo knows: numbers for Double and int64, RegExp for BSON's. */
export function toPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Double || value instanceof Int32) return value.value;
  if (value instanceof Long) return value.toNumber();
  if (value instanceof BSONRegExp) return toRegExp(value.pattern, value.options);
  return isDocument(value) ? mapFields(value, toPlain) : value;
}

/** Back again: what mingo made is BSON but for its RegExp values. */
export function fromPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(fromPlain);
  if (value instanceof RegExp) return new BSONRegExp(value.source, value.flags.replace(/[^imsx]/g, ''));
  return isDocument(value) ? mapFields(value, fromPlain) : value;
}

function mapFields(document: Document, convert: (value: unknown) => unknown): Document {
  const result: Document = {};
  for (const name of Object.keys(document)) setField(result, name, convert(document[name]));
  return result;
}
