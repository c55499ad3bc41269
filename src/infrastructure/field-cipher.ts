import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { pooledRandomBytes } from './random-pool.js';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface FieldKey {
  id: string;
  key: Buffer;
}

/**
 * Seals personal data before it reaches the store. Layout: version, length of the key id, key id, IV, tag, ciphertext.
 * The key id is stored so that a retired key still opens what it sealed; the first key given is the one that seals.
 */
export class FieldCipher {
  private readonly active: FieldKey;
  private readonly keys: Map<string, Buffer>;

  constructor(keys: readonly FieldKey[]) {
    const [active] = keys;
    if (!active) throw new TypeError('a field cipher needs at least one key');
    this.active = active;
    this.keys = new Map(keys.map(({ id, key }) => [id, key]));
  }

  /** `context` names what is sealed (`appointment.personal`); opening it under another name fails. */
  seal(value: unknown, context: string): Buffer {
    const iv = pooledRandomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.active.key, iv);
    cipher.setAAD(Buffer.from(context));
    const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    const id = Buffer.from(this.active.id);
    return Buffer.concat([Buffer.of(VERSION, id.length), id, iv, cipher.getAuthTag(), text]);
  }

  open(sealed: Uint8Array, context: string): unknown {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const ivAt = 2 + (bytes[1] ?? 0);
    const tagAt = ivAt + IV_BYTES;
    const decipher = createDecipheriv(ALGORITHM, this.keyNamed(keyIdOf(bytes)), bytes.subarray(ivAt, tagAt));
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(tagAt, tagAt + TAG_BYTES));
    const text = Buffer.concat([decipher.update(bytes.subarray(tagAt + TAG_BYTES)), decipher.final()]);
    return JSON.parse(text.toString('utf8'));
  }

  get activeKeyId(): string {
    return this.active.id;
  }

  isSealedWithActiveKey(sealed: Uint8Array): boolean {
    return keyIdOf(Buffer.from(sealed)) === this.active.id;
  }

  /** Whether the key that sealed it is still configured. */
  hasKeyOf(sealed: Uint8Array): boolean {
    return this.keys.has(keyIdOf(Buffer.from(sealed)));
  }

  private keyNamed(id: string): Buffer {
    const key = this.keys.get(id);
    if (!key) throw new Error(`no field key named ${id}`);
    return key;
  }
}

/** Keyed hashes: how a person or phone is found without being readable, and how tokens prove themselves. */
export class KeyedHash {
  constructor(private readonly key: Buffer) {}

  /** 128 bits as base64url: `purpose` keeps the same input from matching across uses. */
  of(purpose: string, input: string): string {
    return this.bytes(purpose, input).subarray(0, 16).toString('base64url');
  }

  bytes(purpose: string, input: string): Buffer {
    return createHmac('sha256', this.key).update(purpose).update('\0').update(input).digest();
  }

  matches(purpose: string, input: string, candidate: string): boolean {
    const expected = Buffer.from(this.of(purpose, input));
    const given = Buffer.from(candidate);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}

function keyIdOf(bytes: Buffer): string {
  return bytes.subarray(2, 2 + (bytes[1] ?? 0)).toString();
}
