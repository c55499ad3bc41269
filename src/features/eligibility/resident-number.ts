import { isCivilDate } from '../calendar/index.js';
import type { CivilDate } from '../calendar/index.js';
import { findDivision, provinceOf } from '../divisions/index.js';
import type { DocumentType, ParsedDocument, Sex } from './identity-document.js';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
const EIGHTEEN = /^\d{17}[\dX]$/;
const HMT_PREFIXES = ['810000', '820000', '830000'];
const EARLIEST_BIRTH = '1800-01-01';

/** The check character of GB 11643 (ISO 7064 MOD 11-2) for the first seventeen digits. */
export function checkCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

export function hasValidCheck(number: string): boolean {
  return EIGHTEEN.test(number) && checkCharacter(number) === number.charAt(17);
}

/** Digit 17 is the last of the sequence number: odd for men. */
export function sexOf(number: string): Sex {
  return Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female';
}

export function birthDateOf(number: string): CivilDate {
  return `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
}

/** 居民身份证 and 港澳台居民居住证 (GB 11643). */
export function parseResidenceNumber({
  type,
  number,
  today,
}: {
  type: Extract<DocumentType, 'resident-id' | 'hmt-residence'>;
  number: string;
  today: CivilDate;
}): ParsedDocument {
  if (/^\d{15}$/.test(number)) return { ok: false, code: 'fifteen-digits' };
  if (!EIGHTEEN.test(number)) return { ok: false, code: 'format' };
  const division = number.slice(0, 6);
  if (!isPlausiblePrefix(type, division)) return { ok: false, code: 'province' };
  const birthDate = birthDateOf(number);
  if (!isCivilDate(birthDate) || birthDate < EARLIEST_BIRTH) return { ok: false, code: 'birth-date' };
  if (birthDate > today) return { ok: false, code: 'birth-date-future' };
  if (!hasValidCheck(number)) return { ok: false, code: 'check-digit' };
  const known = type === 'hmt-residence' || findDivision(division) !== undefined;
  return {
    ok: true,
    document: {
      type,
      number,
      identity: `cn:${number}`,
      sex: sexOf(number),
      birthDate,
      ...(type === 'resident-id' && { division }),
    },
    warnings: known ? [] : ['unknown-division'],
  };
}

function isPlausiblePrefix(type: DocumentType, division: string): boolean {
  const isResidence = HMT_PREFIXES.includes(division);
  if (type === 'hmt-residence') return isResidence;
  return !isResidence && provinceOf(division) !== undefined;
}
