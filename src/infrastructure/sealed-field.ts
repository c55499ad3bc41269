import type { FieldCipher } from './field-cipher.js';

/** A schema path whose value is sealed before it reaches the store, however it is written. */
export function sealed<T>(cipher: FieldCipher, context: string): object {
  return {
    type: Buffer,
    required: true,
    set: (value: T | Buffer) => (Buffer.isBuffer(value) ? value : cipher.seal(value, context)),
  };
}

/** Opens what a lean read (the driver's Binary) or a hydrated document (a Buffer) hands out. */
export function unseal<T>(cipher: FieldCipher, context: string, value: Buffer | { buffer: Uint8Array }): T {
  return cipher.open(Buffer.isBuffer(value) ? value : value.buffer, context) as T;
}
