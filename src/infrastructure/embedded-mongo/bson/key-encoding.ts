import type { Binary, BSONRegExp, Code, Long, ObjectId, Timestamp } from 'bson';
import { Rank, rankOf } from './compare.js';
import { exactDifference, exactly, toNumber, type Exact } from './numbers.js';
import type { Document } from './types.js';

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
        this.uint32((value as Timestamp).high >>> 0).uint32((value as Timestamp as unknown as Long).low >>> 0);
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
    if (text.includes('\0')) this.escapeNulls(start);
    this.byte(0);
  }

  /** A null byte inside becomes 00 FF, so that the closing 00 still sorts first. */
  private escapeNulls(start: number): void {
    const text = Buffer.from(this.bytes.subarray(start, this.at));
    this.at = start;
    for (const byte of text) {
      this.byte(byte);
      if (byte === 0) this.byte(255);
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
    const rest = typeof value === 'number' ? undefined : remainder(value, nearest);
    if (rest === undefined || rest.amount === 0n) {
      this.byte(0x80);
      return;
    }
    this.byte(rest.amount < 0n ? 0x40 : 0xc0);
    let left: Exact = { mantissa: rest.amount, exponent: rest.exponent, halvings: rest.halvings };
    for (let round = 0; round < 2; round++) {
      const part = approximate(left);
      this.double(part);
      const next = exactDifference(left, exactly(part) as Exact);
      left = { mantissa: next.amount, exponent: next.exponent, halvings: next.halvings };
    }
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

function remainder(
  value: unknown,
  nearest: number,
): { amount: bigint; exponent: number; halvings: number } | undefined {
  const exact = exactly(value);
  const base = exactly(nearest);
  return exact === undefined || base === undefined ? undefined : exactDifference(exact, base);
}

function approximate(value: Exact): number {
  const digits = value.mantissa.toString();
  const kept = Number(digits.slice(0, 25)) * 2 ** -value.halvings;
  return kept * 10 ** (value.exponent + Math.max(0, digits.length - 25));
}
