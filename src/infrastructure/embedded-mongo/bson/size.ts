import type { Binary, BSONRegExp, BSONSymbol, Code } from 'bson';
import { isDocument, RawDocument, wrapperName, type Document } from './values.js';

const known = new WeakMap<object, number>();

/** Bytes of the document as BSON. Documents are never changed in place, so a part measured once stays measured. */
export function documentSize(document: Document | unknown[]): number {
  const before = known.get(document);
  if (before !== undefined) return before;
  let size = 5;
  if (Array.isArray(document)) {
    for (let i = 0; i < document.length; i++) size += 2 + digits(i) + valueSize(document[i]);
  } else {
    for (const name of Object.keys(document)) {
      const value = document[name];
      if (value !== undefined) size += 2 + Buffer.byteLength(name) + valueSize(value);
    }
  }
  known.set(document, size);
  return size;
}

function digits(index: number): number {
  if (index < 10) return 1;
  return index < 100 ? 2 : String(index).length;
}

function valueSize(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return 5 + Buffer.byteLength(value);
    case 'number':
      return (value | 0) === value && !Object.is(value, -0) ? 4 : 8;
    case 'boolean':
      return 1;
    case 'object':
      return value === null ? 0 : objectSize(value);
    default:
      return 8;
  }
}

function objectSize(value: object): number {
  if (isDocument(value) || Array.isArray(value)) return documentSize(value);
  if (value instanceof Date) return 8;
  if (value instanceof RawDocument) return value.bytes.length;
  switch (wrapperName(value)) {
    case 'ObjectId':
      return 12;
    case 'Binary':
      return 5 + (value as Binary).position;
    case 'Decimal128':
      return 16;
    case 'Int32':
      return 4;
    case 'BSONRegExp':
      return Buffer.byteLength((value as BSONRegExp).pattern) + (value as BSONRegExp).options.length + 2;
    case 'Code':
      return 5 + Buffer.byteLength(String((value as Code).code));
    case 'BSONSymbol':
      return 5 + Buffer.byteLength((value as BSONSymbol).valueOf());
    case 'MinKey':
    case 'MaxKey':
      return 0;
    default:
      return 8;
  }
}
