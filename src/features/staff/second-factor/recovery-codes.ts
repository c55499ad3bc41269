import { randomInt } from 'node:crypto';
import type { KeyedHash } from '../../../infrastructure/field-cipher.js';

const CODES = 10;
const LENGTH = 10;
/** Without what is mistaken for something else: nearly 50 bits in ten of them. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

/** Ten codes, each good for one sign-in without the authenticator. */
export function newRecoveryCodes(): string[] {
  const letter = () => ALPHABET[randomInt(ALPHABET.length)] ?? '';
  return Array.from({ length: CODES }, () => {
    const letters = Array.from({ length: LENGTH }, letter).join('');
    return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;
  });
}

/** How a code is stored: whoever reads the store cannot use it. Undefined when the text is no such code. */
export function recoveryHash(hash: KeyedHash, account: string, typed: string): string | undefined {
  const letters = typed.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '');
  return letters.length === LENGTH ? hash.of('staff-recovery', `${account}:${letters}`) : undefined;
}
