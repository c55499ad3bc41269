import type { Business } from '../halls/index.js';

/** J for marriage, L for divorce, with a B before it when a lost certificate is issued again. */
const PREFIX: Partial<Record<Business, string>> = {
  marriage: 'J',
  'divorce-issue': 'L',
  'reissue-marriage': 'BJ',
  'reissue-divorce': 'BL',
};

const SERIAL = /^(B?[JL])(\d{6})-(\d{4})-(\d{6})$/;

/** Whether this business ends with a certificate that has a number (字号). */
export function hasCertificate(business: Business): boolean {
  return PREFIX[business] !== undefined;
}

/** How the number of this business begins at that hall and year, so that only the last six digits need be typed. */
export function serialStart(business: Business, { division, year }: { division: string; year: number }): string {
  return `${PREFIX[business] ?? ''}${division}-${year}-`;
}

export type SerialProblem = 'required' | 'certificate-format' | 'certificate-kind' | 'certificate-year';

/** A number such as `J440304-2026-000123`, however it was typed. */
export function parseSerial(
  text: string,
  { business, year }: { business: Business; year: number },
): { ok: true; serial: string } | { ok: false; code: SerialProblem } {
  const serial = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[\p{Pd}−]/gu, '-')
    .toUpperCase();
  if (serial === '') return { ok: false, code: 'required' };
  const [, prefix, , written] = SERIAL.exec(serial) ?? [];
  if (prefix === undefined) return { ok: false, code: 'certificate-format' };
  if (prefix !== PREFIX[business]) return { ok: false, code: 'certificate-kind' };
  if (Number(written) !== year) return { ok: false, code: 'certificate-year' };
  return { ok: true, serial };
}
