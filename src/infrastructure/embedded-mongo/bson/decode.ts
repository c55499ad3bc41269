import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { CommandError } from '../errors.js';
import { setField, type Document } from './values.js';

/**
 * Decodes keeping every type: whole doubles in the int32 range stay `Double`, int64 stays `Long`,
 * so that what is written back is what was stored.
 */
export function decodeDocument(bytes: Buffer, start = 0): Document {
  return new Reader(bytes, start).document({}) as Document;
}

/** A field name seen before, and the one that followed it last time: rows of a collection repeat their names. */
interface SeenName {
  bytes: Uint8Array;
  name: string;
  next: SeenName | undefined;
}

const root: SeenName = { bytes: new Uint8Array(0), name: '', next: undefined };
const knownNames = new Map<string, SeenName>();
const MAX_KNOWN_NAMES = 5000;
const MAX_DEPTH = 180;

class Reader {
  private previous: SeenName = root;
  private depth = 0;

  constructor(
    private readonly bytes: Buffer,
    private at: number,
  ) {}

  document(target: Document | unknown[]): Document | unknown[] {
    const start = this.at;
    const end = start + this.length(5);
    if (end > this.bytes.length || this.bytes[end - 1] !== 0) throw malformed('document length');
    if (++this.depth > MAX_DEPTH) throw new CommandError(15, 'BSON nesting level exceeds the limit');
    this.at = start + 4;
    const list = Array.isArray(target);
    for (;;) {
      const type = this.bytes[this.at++];
      if (type === 0) break;
      if (type === undefined || this.at >= end) throw malformed('document end');
      if (list) {
        this.skipName();
        target.push(this.value(type));
      } else {
        const name = this.name();
        const value = this.value(type);
        setField(target, name, value);
      }
    }
    if (this.at !== end) throw malformed('document end');
    this.depth--;
    return target;
  }

  private name(): string {
    const { bytes } = this;
    const guess = this.previous.next;
    if (guess !== undefined && this.matches(guess.bytes)) {
      this.at += guess.bytes.length;
      this.previous = guess;
      return guess.name;
    }
    const end = bytes.indexOf(0, this.at);
    if (end < 0) throw malformed('field name');
    const name = bytes.toString('utf8', this.at, end);
    let seen = knownNames.get(name);
    if (seen === undefined) {
      seen = { bytes: Uint8Array.prototype.slice.call(bytes, this.at, end + 1), name, next: undefined };
      if (knownNames.size < MAX_KNOWN_NAMES) knownNames.set(name, seen);
    }
    this.previous.next = seen;
    this.previous = seen;
    this.at = end + 1;
    return seen.name;
  }

  private matches(name: Uint8Array): boolean {
    for (let i = 0; i < name.length; i++) if (this.bytes[this.at + i] !== name[i]) return false;
    return true;
  }

  private skipName(): void {
    while (this.bytes[this.at++] !== 0) if (this.at >= this.bytes.length) throw malformed('array index');
  }

  private value(type: number): unknown {
    const { bytes } = this;
    switch (type) {
      case 0x01:
        return this.double();
      case 0x02:
        return this.text();
      case 0x03:
        return this.document({});
      case 0x04:
        return this.document([]);
      case 0x05:
        return this.binary();
      case 0x06:
      case 0x0a:
        return null;
      case 0x07:
        return new ObjectId(this.slice(12));
      case 0x08:
        return bytes[this.at++] === 1;
      case 0x09:
        return this.date();
      case 0x0b:
        return new BSONRegExp(this.cstring(), this.cstring());
      case 0x0d:
        return new Code(this.text());
      case 0x0e:
        return new BSONSymbol(this.text());
      case 0x10:
        return bytes.readInt32LE(this.advance(4));
      case 0x11:
        return new Timestamp(new Long(bytes.readInt32LE(this.advance(4)), bytes.readInt32LE(this.advance(4)), true));
      case 0x12:
        return new Long(bytes.readInt32LE(this.advance(4)), bytes.readInt32LE(this.advance(4)));
      case 0x13:
        return new Decimal128(this.slice(16));
      case 0x7f:
        return new MaxKey();
      case 0xff:
        return new MinKey();
      default:
        throw new CommandError(22, `Unsupported BSON type 0x${type.toString(16)}`);
    }
  }

  private double(): unknown {
    const value = this.bytes.readDoubleLE(this.advance(8));
    return (value | 0) === value && !Object.is(value, -0) ? new Double(value) : value;
  }

  private date(): Date {
    const start = this.advance(8);
    return new Date(this.bytes.readInt32LE(start + 4) * 0x100000000 + this.bytes.readUInt32LE(start));
  }

  private text(): string {
    const size = this.length(1);
    const start = this.advance(4 + size) + 4;
    if (this.bytes[start + size - 1] !== 0) throw malformed('string end');
    return this.bytes.toString('utf8', start, start + size - 1);
  }

  private binary(): Binary {
    const size = this.length(0);
    const start = this.advance(5 + size);
    return new Binary(Uint8Array.prototype.slice.call(this.bytes, start + 5, start + 5 + size), this.bytes[start + 4]);
  }

  private cstring(): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0) throw malformed('string');
    const value = this.bytes.toString('utf8', this.at, end);
    this.at = end + 1;
    return value;
  }

  private slice(size: number): Uint8Array {
    const start = this.advance(size);
    return Uint8Array.prototype.slice.call(this.bytes, start, start + size);
  }

  private length(least: number): number {
    if (this.at + 4 > this.bytes.length) throw malformed('length');
    const size = this.bytes.readInt32LE(this.at);
    if (size < least) throw malformed('length');
    return size;
  }

  private advance(size: number): number {
    const start = this.at;
    this.at += size;
    if (this.at > this.bytes.length) throw malformed('value');
    return start;
  }
}

function malformed(what: string): CommandError {
  return new CommandError(22, `Invalid BSON: ${what}`);
}
