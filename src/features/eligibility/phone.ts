export type ParsedPhone =
  | { ok: true; phone: string; kind: 'mainland' | 'international' }
  | { ok: false; code: 'phone-missing' | 'phone-format' };

const MAINLAND = /^1[3-9]\d{9}$/;
const INTERNATIONAL = /^\+[1-9]\d{6,14}$/;
const CHINA_PREFIX = '+86';

/** A mainland mobile as its eleven digits, any other number in E.164; written in full width, with spaces or hyphens. */
export function parsePhone(text: string | undefined): ParsedPhone {
  const folded = (text ?? '').normalize('NFKC').replace(/[\s().\p{Cf}\p{Pd}]/gu, '');
  if (folded === '') return { ok: false, code: 'phone-missing' };
  const number = withPlus(folded);
  const national = number.startsWith(CHINA_PREFIX) ? number.slice(CHINA_PREFIX.length) : number;
  if (MAINLAND.test(national)) return { ok: true, phone: national, kind: 'mainland' };
  if (number.startsWith(CHINA_PREFIX) || !INTERNATIONAL.test(number)) return { ok: false, code: 'phone-format' };
  return { ok: true, phone: number, kind: 'international' };
}

function withPlus(number: string): string {
  if (number.startsWith('00')) return `+${number.slice(2)}`;
  return /^861[3-9]\d{9}$/.test(number) ? `+${number}` : number;
}
