import { shellText } from '../bson/shell-text.js';
import { setField, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { encodeRow, rowsOf } from './index-keys.js';
import type { Index } from './index.js';

export function duplicateKey(namespace: string, index: Index, key: Buffer, document: Document): CommandError {
  const row = rowsOf(index, document).find((values) => encodeRow(index, values).bytes.equals(key)) ?? [];
  const keyValue: Document = {};
  index.fields.forEach((name, position) => setField(keyValue, name, row[position] ?? null));
  const shown = index.fields.map((name) => `${name}: ${shellText(keyValue[name])}`).join(', ');
  const message = `E11000 duplicate key error collection: ${namespace} index: ${index.spec.name} dup key: { ${shown} }`;
  return new CommandError(11000, message, { keyPattern: index.spec.key, keyValue });
}
