import { COMMON_BASES, COMMON_PASSWORDS } from './well-known-passwords.js';

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;

export type PasswordFault =
  'password-too-short' | 'password-too-long' | 'password-common' | 'password-repeats' | 'password-names-you';

/** What somebody else would try first: the person's own names and those of their halls. */
export interface Known {
  username: string;
  name: string;
  halls: readonly string[];
}

/**
 * Why a password is not taken; undefined when it is good. Length counts, composition does not (NIST SP 800-63B): what is refused
 * is what guessers try first, however it is dressed up.
 */
export function faultOfPassword(password: string, known: Known): PasswordFault | undefined {
  const letters = [...password.normalize('NFKC')];
  if (letters.length < SHORTEST_PASSWORD) return 'password-too-short';
  if (letters.length > LONGEST_PASSWORD) return 'password-too-long';
  const plain = fold(password);
  if (namesOf(known).some((name) => plain.includes(name))) return 'password-names-you';
  if (isRepetitive(plain)) return 'password-repeats';
  return isCommon(plain) ? 'password-common' : undefined;
}

/** Lower case, without spaces and signs, and with the letters that digits and signs usually stand for. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[@4]/g, 'a')
    .replace(/[$5]/g, 's')
    .replace(/0/g, 'o')
    .replace(/[1!|]/g, 'i')
    .replace(/3/g, 'e')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function namesOf({ username, name, halls }: Known): string[] {
  const longEnough = (text: string) => text.length >= (/\p{Script=Han}/u.test(text) ? 2 : 4);
  return [username, name, ...halls].map(fold).filter(longEnough);
}

/** A few characters over and over, or a row of neighbours, are short passwords however long they are. */
function isRepetitive(plain: string): boolean {
  const steps = [...plain].map((letter, at) => (plain.codePointAt(at + 1) ?? 0) - (letter.codePointAt(0) ?? 0));
  const inRow = steps.filter((step) => Math.abs(step) <= 1).length;
  return new Set(plain).size <= 4 || inRow > plain.length * 0.7;
}

/** Known as it stands, or once the common words in it are taken out nearly nothing is left. */
function isCommon(plain: string): boolean {
  if (FOLDED_PASSWORDS.has(plain)) return true;
  let rest = plain;
  for (const base of FOLDED_BASES) rest = rest.replaceAll(base, '');
  return rest.replace(/\p{N}/gu, '').length < 4 && rest.length < 8 && rest !== plain;
}

const FOLDED_PASSWORDS = new Set(COMMON_PASSWORDS.map(fold));
const FOLDED_BASES = [...new Set(COMMON_BASES.map(fold))].sort((a, b) => b.length - a.length);
