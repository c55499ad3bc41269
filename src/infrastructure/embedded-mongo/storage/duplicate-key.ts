import type { Binary, ObjectId } from 'bson';
import { setField, wrapperName, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { encodeRow, rowsOf } from './index-keys.js';
import type { Index } from './index.js';

export function duplicateKey(namespace: string, index: Index, key: Buffer, document: Document): CommandError {
  const row = rowsOf(index, document).find((values) => encodeRow(index, values).bytes.equals(key)) ?? [];
  const keyValue: Document = {};
  index.fields.forEach((name, position) => setField(keyValue, name, row[position] ?? null));
  const shown = index.fields.map((name) => `${name}: ${show(keyValue[name])}`).join(', ');
  const message = `E11000 duplicate key error collection: ${namespace} index: ${index.spec.name} dup key: { ${shown} }`;
  return new CommandError(11000, message, { keyPattern: index.spec.key, keyValue });
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[ ${value.map(show).join(', ')} ]`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  switch (wrapperName(value)) {
    case 'ObjectId':
      return `ObjectId('${(value as ObjectId).toHexString()}')`;
    case 'Binary':
      return `BinData(${(value as Binary).sub_type}, ${(value as Binary).toString('hex').toUpperCase()})`;
    case undefined:
      return `{ ${Object.entries(value)
        .map(([name, inner]) => `${name}: ${show(inner)}`)
        .join(', ')} }`;
    default:
      return JSON.stringify(value);
  }
}
