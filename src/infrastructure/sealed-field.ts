import type { FieldCipher } from './field-cipher.js';

/** A schema path whose value is sealed before it reaches the store, however it is written. */
export function sealed<T>(cipher: FieldCipher, context: string): object {
  return {
    type: Buffer,
    required: true,
    set: (value: T | Buffer) => (Buffer.isBuffer(value) ? value : cipher.seal(value, context)),
  };
}

/** What a lean read (the driver's Binary) or a hydrated document (a Buffer) hands out. */
export type SealedValue = Buffer | { buffer: Uint8Array };

export function unseal<T>(cipher: FieldCipher, context: string, value: SealedValue): T {
  return cipher.open(sealedBytes(value), context) as T;
}

export function sealedBytes(value: SealedValue): Uint8Array {
  return Buffer.isBuffer(value) ? value : value.buffer;
}

/** For the filter of a write that was made from what was read: no two sealings are alike, so whoever sealed meanwhile wins. */
export function sealedAsRead(value: SealedValue): Buffer {
  return Buffer.from(sealedBytes(value));
}
