import { newReference, normaliseReference } from '../../infrastructure/ids.js';

const PREFIX = 'LH';
const REFERENCE_PREFIX = 'XY';

/** A number such as `LH-7K3M-9Q2P`: 40 random bits, so that nobody finds one by counting; the unique index has the last word. */
export function newReceiptNumber(): string {
  return PREFIX + newReference().slice(REFERENCE_PREFIX.length);
}

/** A receipt number as people type it: any case, with or without dashes. Undefined when it cannot be one. */
export function normaliseReceiptNumber(text: string): string | undefined {
  const letters = text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  const reference = normaliseReference(REFERENCE_PREFIX + letters.replace(/^LH/, ''));
  return reference && PREFIX + reference.slice(REFERENCE_PREFIX.length);
}

/** The last four characters, which people read aloud. */
export function lastFour(number: string): string {
  return number.slice(-4);
}
