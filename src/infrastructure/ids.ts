import { pooledRandomBytes } from './random-pool.js';

/** 96 random bits as 24 hex digits: ids that say nothing and can be made before the document is written. */
export function newId(): string {
  return pooledRandomBytes(12).toString('hex');
}

/** No I, L, O, U: what people read aloud at a counter must not be mistaken. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const REFERENCE_LENGTH = 8;

/** A reference such as `XY-7K3M-9Q2P`: 40 random bits; the unique index has the last word. */
export function newReference(): string {
  return referenceFrom(pooledRandomBytes(REFERENCE_LENGTH));
}

/** The reference that eight bytes make, five bits of each. */
export function referenceFrom(bytes: Uint8Array): string {
  const letters = Array.from({ length: REFERENCE_LENGTH }, (_, index) => ALPHABET[(bytes[index] ?? 0) % 32]).join('');
  return `XY-${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** A reference as people type it: any case, with or without dashes, O for 0. Undefined when it cannot be one. */
export function normaliseReference(text: string): string | undefined {
  const letters = text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/^XY/, '');
  const folded = letters.replaceAll('O', '0').replace(/[IL]/g, '1');
  if (folded.length !== REFERENCE_LENGTH || [...folded].some((letter) => !ALPHABET.includes(letter))) return undefined;
  return `XY-${folded.slice(0, 4)}-${folded.slice(4)}`;
}
