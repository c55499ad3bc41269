import { checkCharacter } from '../../src/features/eligibility/index.js';
import type { DocumentType, Sex } from '../../src/features/eligibility/index.js';

const HMT_REGIONS = ['810000', '820000', '830000'];
const COUNTRIES = [
  { code: 'US', number: '840' },
  { code: 'GB', number: '826' },
  { code: 'FR', number: '250' },
  { code: 'DE', number: '276' },
  { code: 'JP', number: '392' },
  { code: 'KR', number: '410' },
  { code: 'SG', number: '702' },
  { code: 'AU', number: '036' },
] as const;

export const HIGHEST_SEQUENCE = 499;

/** A number with a valid check; `seq` from 1 to 499 counts the people of one sex born there that day. */
export function residentId({
  division,
  birthDate,
  sex,
  seq,
}: {
  division: string;
  birthDate: string;
  sex: Sex;
  seq: number;
}): string {
  const order = String(seq * 2 + (sex === 'male' ? 1 : 0)).padStart(3, '0');
  const digits = `${division}${birthDate.replaceAll('-', '')}${order}`;
  return digits + checkCharacter(digits);
}

/** A valid document of any kind, different for every `serial` below a hundred million. */
export function documentOf(
  type: DocumentType,
  person: { division: string; birthDate: string; sex: Sex; seq: number; serial: number },
): { type: DocumentType; number: string; country?: string } {
  const eight = String(person.serial % 100_000_000).padStart(8, '0');
  const country = COUNTRIES[person.serial % COUNTRIES.length] ?? COUNTRIES[0];
  switch (type) {
    case 'resident-id':
      return { type, number: residentId(person) };
    case 'hmt-residence':
      return { type, number: residentId({ ...person, division: HMT_REGIONS[person.serial % 3] ?? '810000' }) };
    case 'hm-permit':
      return { type, number: `${person.serial % 5 === 0 ? 'M' : 'H'}${eight}` };
    case 'tw-permit':
      return { type, number: eight };
    case 'passport':
      return { type, number: `P${eight}`, country: country.code };
    case 'foreign-pr':
      return { type, number: residentId({ ...person, division: `9${person.division.slice(0, 2)}${country.number}` }) };
  }
}
