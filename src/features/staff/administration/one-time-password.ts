import { randomInt } from 'node:crypto';

/** Without what is mistaken for something else: it is read out loud. */
const SPOKEN = '23456789abcdefghjkmnpqrstvwxyz';

/** Four groups of four: 78 bits, good for one sign-in. */
export function oneTimePassword(): string {
  const letter = () => SPOKEN[randomInt(SPOKEN.length)] ?? '';
  return Array.from({ length: 4 }, () => Array.from({ length: 4 }, letter).join('')).join('-');
}
