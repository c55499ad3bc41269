import { permitRegions, toCountryCode } from './countries.js';
import type { ParsedDocument } from './identity-document.js';

const CHINESE = /^(E[0-9A-HJ-NP-Z]\d{7}|[EG]\d{8})$/;
const FOREIGN = /^[A-Z0-9]{5,17}$/;

export const CHINA = 'CN';

/** A Chinese passport (held here by 华侨) or a foreign one; a number identifies nobody without its country. */
export function parsePassport(number: string, country: string | undefined): ParsedDocument {
  const issuer = issuingCountry(number, country);
  if (!issuer) return { ok: false, code: 'country' };
  if (permitRegions.includes(issuer)) return { ok: false, code: 'permit-needed' };
  const pattern = issuer === CHINA ? CHINESE : FOREIGN;
  if (!pattern.test(number)) return { ok: false, code: 'format' };
  const identity = `passport:${issuer}:${number}`;
  return { ok: true, document: { type: 'passport', number, identity, country: issuer }, warnings: [] };
}

function issuingCountry(number: string, country: string | undefined): string | undefined {
  if (country?.trim()) return toCountryCode(country);
  return CHINESE.test(number) ? CHINA : undefined;
}
