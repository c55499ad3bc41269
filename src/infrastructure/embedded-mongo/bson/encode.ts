import type { Binary, BSONRegExp, Code, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson';
import { CommandError } from '../errors.js';
import { isDocument, RawDocument, wrapperName, type Document } from './values.js';

let scratch = Buffer.allocUnsafe(64 * 1024);
let at = 0;

/** The BSON bytes of a document, in memory of its own. */
export function encodeDocument(document: Document): Buffer {
  at = 0;
  writeDocument(document);
  return Buffer.from(scratch.subarray(0, at));
}

function room(size: number): void {
  if (at + size <= scratch.length) return;
  const larger = Buffer.allocUnsafe(Math.max(scratch.length * 2, at + size));
  scratch.copy(larger, 0, 0, at);
  scratch = larger;
}

function writeDocument(document: Document): void {
  const start = at;
  room(5);
  at += 4;
  for (const name in document) {
    const value = document[name];
    if (value !== undefined) writeElement(name, value);
  }
  finish(start);
}

function writeArray(values: readonly unknown[]): void {
  const start = at;
  room(5);
  at += 4;
  for (let index = 0; index < values.length; index++) writeElement(String(index), values[index] ?? null);
  finish(start);
}

function finish(start: number): void {
  room(1);
  scratch[at++] = 0;
  scratch.writeInt32LE(at - start, start);
}

function writeElement(name: string, value: unknown): void {
  const typeAt = at;
  room(2);
  at++;
  writeCString(name);
  // The value may move to a larger buffer, so the buffer is looked up only after it.
  const type = writeValue(value);
  scratch[typeAt] = type;
}

function writeCString(text: string): void {
  room(text.length * 3 + 1);
  if (text.length < 24 && writeAscii(text)) {
    scratch[at++] = 0;
    return;
  }
  if (text.includes('\0')) throw new CommandError(22, 'A field name cannot hold a null byte');
  at += scratch.write(text, at, 'utf8');
  scratch[at++] = 0;
}

function writeAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127 || code === 0) return false;
    scratch[at + i] = code;
  }
  at += text.length;
  return true;
}

/** Writes the value and answers its BSON type. */
function writeValue(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return writeText(value, 0x02);
    case 'number':
      return writeNumber(value);
    case 'boolean':
      room(1);
      scratch[at++] = value ? 1 : 0;
      return 0x08;
    case 'bigint':
      room(8);
      at = scratch.writeBigInt64LE(value, at);
      return 0x12;
    case 'object':
      return value === null ? 0x0a : writeObject(value);
    default:
      throw new CommandError(22, `Cannot store a ${typeof value}`);
  }
}

function writeText(text: string, type: number): number {
  room(text.length * 3 + 5);
  const start = at;
  at += 4;
  if (text.length >= 24 || !writeAscii(text)) at += scratch.write(text, at, 'utf8');
  scratch[at++] = 0;
  scratch.writeInt32LE(at - start - 4, start);
  return type;
}

function writeNumber(value: number): number {
  room(8);
  if ((value | 0) === value && !Object.is(value, -0)) {
    at = scratch.writeInt32LE(value, at);
    return 0x10;
  }
  at = scratch.writeDoubleLE(value, at);
  return 0x01;
}

function writeObject(value: object): number {
  if (Array.isArray(value)) {
    writeArray(value);
    return 0x04;
  }
  if (isDocument(value)) {
    writeDocument(value);
    return 0x03;
  }
  if (value instanceof Date) {
    writeInt64(value.getTime());
    return 0x09;
  }
  if (value instanceof RawDocument) {
    writeBytes(value.bytes);
    return 0x03;
  }
  return writeWrapper(wrapperName(value), value);
}

/** Two halves: BigInt arithmetic costs several times as much. */
function writeInt64(value: number): void {
  room(8);
  const high = Math.floor(value / 0x100000000);
  at = scratch.writeInt32LE((value - high * 0x100000000) | 0, at);
  at = scratch.writeInt32LE(high, at);
}

function writeWrapper(name: string | undefined, value: unknown): number {
  switch (name) {
    case 'ObjectId':
      writeBytes((value as ObjectId).id);
      return 0x07;
    case 'Double':
      room(8);
      at = scratch.writeDoubleLE((value as Double).value, at);
      return 0x01;
    case 'Int32':
      room(4);
      at = scratch.writeInt32LE((value as Int32).value, at);
      return 0x10;
    case 'Long':
    case 'Timestamp':
      room(8);
      at = scratch.writeInt32LE((value as Long).low, at);
      at = scratch.writeInt32LE((value as Long | Timestamp).high, at);
      return name === 'Long' ? 0x12 : 0x11;
    case 'Binary':
      return writeBinary(value as Binary);
    case 'Decimal128':
      writeBytes((value as Decimal128).bytes);
      return 0x13;
    case 'BSONRegExp':
      writeCString((value as BSONRegExp).pattern);
      writeCString((value as BSONRegExp).options);
      return 0x0b;
    case 'Code':
      return writeText(String((value as Code).code), 0x0d);
    case 'BSONSymbol':
      return writeText(String(value), 0x0e);
    case 'MinKey':
      return 0xff;
    case 'MaxKey':
      return 0x7f;
    default:
      throw new CommandError(22, `Cannot store a ${name ?? 'foreign object'}`);
  }
}

function writeBinary(value: Binary): number {
  const bytes = value.buffer.subarray(0, value.position);
  room(5 + bytes.length);
  at = scratch.writeInt32LE(bytes.length, at);
  scratch[at++] = value.sub_type;
  scratch.set(bytes, at);
  at += bytes.length;
  return 0x05;
}

function writeBytes(bytes: Uint8Array): void {
  room(bytes.length);
  scratch.set(bytes, at);
  at += bytes.length;
}
