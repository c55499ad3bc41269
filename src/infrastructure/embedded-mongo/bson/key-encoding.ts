import type { Binary, BSONRegExp, Code, Long, ObjectId, Timestamp } from 'bson';
import { Rank, rankOf } from './compare.js';
import { exactDifference, exactly, toNumber, type Exact } from './numbers.js';
import type { Document } from './values.js';

const lowest = /[\0\x01]/;

const below = 0x40;
const exactlyThere = 0x80;
const above = 0xc0;
const nothing: Exact = { mantissa: 0n, exponent: 0, halvings: 0 };

/**
 * Writes values as bytes whose plain byte order is BSON's comparison order: a rank byte, then the value in a
 * self-delimiting form. A descending index field has all its bytes inverted.
 */
export class KeyWriter {
  private bytes = Buffer.allocUnsafe(256);
  private at = 0;

  reset(): this {
    this.at = 0;
    return this;
  }

  get length(): number {
    return this.at;
  }

  finish(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.at));
  }

  byte(value: number): this {
    this.room(1);
    this.bytes[this.at++] = value;
    return this;
  }

  uint32(value: number): this {
    this.room(4);
    this.at = this.bytes.writeUInt32BE(value, this.at);
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.room(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }

  value(value: unknown, descending = false): this {
    const start = this.at;
    this.write(value);
    if (descending) for (let i = start; i < this.at; i++) this.bytes[i] = 255 - (this.bytes[i] as number);
    return this;
  }

  private write(value: unknown): void {
    const rank = rankOf(value);
    this.byte(rank);
    switch (rank) {
      case Rank.Number:
        return this.number(value);
      case Rank.String:
        return this.text(String(value));
      case Rank.Object:
        return this.document(value as Document);
      case Rank.Array:
        for (const element of value as unknown[]) this.write(element);
        this.byte(0);
        return;
      case Rank.Binary:
        return this.binary(value as Binary);
      case Rank.ObjectId:
        this.raw((value as ObjectId).id);
        return;
      case Rank.Boolean:
        this.byte(value ? 1 : 0);
        return;
      case Rank.Date:
        return this.double((value as Date).getTime());
      case Rank.Timestamp:
        this.uint32((value as Timestamp).high >>> 0).uint32((value as Long).low >>> 0);
        return;
      case Rank.Regex:
        this.text((value as BSONRegExp).pattern);
        return this.text((value as BSONRegExp).options);
      case Rank.Code:
        return this.text(String((value as Code).code));
      default:
        return;
    }
  }

  private text(text: string): void {
    this.room(text.length * 3 + 1);
    const start = this.at;
    this.at += this.bytes.write(text, this.at, 'utf8');
    if (lowest.test(text)) this.escape(start);
    this.byte(0);
  }

  /** Keeps 00 for the end alone, so that what follows a text never decides between two texts. */
  private escape(start: number): void {
    const text = Buffer.from(this.bytes.subarray(start, this.at));
    this.at = start;
    for (const byte of text) {
      if (byte <= 1) this.byte(1).byte(byte + 1);
      else this.byte(byte);
    }
  }

  private document(document: Document): void {
    for (const name of Object.keys(document)) {
      this.byte(rankOf(document[name]));
      this.text(name);
      this.write(document[name]);
    }
    this.byte(0);
  }

  private binary(value: Binary): void {
    this.uint32(value.position).byte(value.sub_type);
    this.raw(value.buffer.subarray(0, value.position));
  }

  /** The nearest double, then how far the exact value lies from it, for int64 and decimal. */
  private number(value: unknown): void {
    const nearest = toNumber(value);
    this.double(nearest);
    const exact = typeof value === 'number' ? undefined : exactly(value);
    if (exact === undefined || exact.mantissa === 0n) this.byte(exactlyThere);
    else if (nearest === 0 || !Number.isFinite(nearest)) this.outOfRange(nearest, exact);
    else this.remainder(exactDifference(exact, exactly(nearest) as Exact));
  }

  private remainder(rest: Exact): void {
    if (rest.mantissa === 0n) {
      this.byte(exactlyThere);
      return;
    }
    this.byte(rest.mantissa < 0n ? below : above);
    let left = rest;
    for (let round = 0; round < 2; round++) {
      const part = approximate(left);
      this.double(part);
      left = exactDifference(left, exactly(part) ?? nothing);
    }
  }

  /** A decimal beyond the reach of doubles, by its power of ten and its leading digits. */
  private outOfRange(nearest: number, { mantissa, exponent }: Exact): void {
    const sign = mantissa < 0n ? -1 : 1;
    const digits = mantissa.toString().replace('-', '');
    this.byte((nearest === 0) === sign > 0 ? above : below);
    this.double(sign * (digits.length + exponent));
    this.double(sign * Number(`${digits.slice(0, 1)}.${digits.slice(1, 17)}`));
    this.double(sign * Number(digits.slice(17).padEnd(17, '0')));
  }

  private double(value: number): void {
    this.room(8);
    const start = this.at;
    if (Number.isNaN(value)) {
      this.bytes.fill(0, start, start + 8);
      this.at += 8;
      return;
    }
    this.at = this.bytes.writeDoubleBE(value === 0 ? 0 : value, start);
    if (value < 0) {
      for (let i = start; i < this.at; i++) this.bytes[i] = 255 - (this.bytes[i] as number);
    } else {
      this.bytes[start] = (this.bytes[start] as number) | 0x80;
    }
  }

  private room(size: number): void {
    if (this.at + size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + size));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }
}

function approximate(value: Exact): number {
  const digits = value.mantissa.toString();
  const kept = Number(digits.slice(0, 25)) * 2 ** -value.halvings;
  return kept * 10 ** (value.exponent + Math.max(0, digits.length - 25));
}
