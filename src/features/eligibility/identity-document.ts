import type { CivilDate } from '../calendar/index.js';
import { parseForeignResident } from './foreign-resident.js';
import { parsePassport } from './passport.js';
import { parseHongKongMacaoPermit, parseTaiwanPermit } from './permit.js';
import { parseResidenceNumber } from './resident-number.js';

export const documentTypes = [
  'resident-id',
  'hmt-residence',
  'hm-permit',
  'tw-permit',
  'passport',
  'foreign-pr',
] as const;

export type DocumentType = (typeof documentTypes)[number];

export type Sex = 'male' | 'female';

export interface IdentityDocumentInput {
  type: DocumentType;
  number?: string | undefined;
  /** Issuing country of a passport, ISO 3166-1 alpha-2 or alpha-3; absent means China. */
  country?: string | undefined;
}

export interface IdentityDocument {
  type: DocumentType;
  number: string;
  /** What identifies the person, the same for every writing and reissue of the document. */
  identity: string;
  country?: string;
  sex?: Sex;
  birthDate?: CivilDate;
  /** The division code a mainland number begins with; where it was first issued, not today's household. */
  division?: string;
}

export const documentProblems = [
  'missing',
  'format',
  'fifteen-digits',
  'province',
  'birth-date',
  'birth-date-future',
  'check-digit',
  'country',
  'permit-needed',
] as const;

export type DocumentProblem = (typeof documentProblems)[number];

export type DocumentWarning = 'unknown-division';

export type ParsedDocument =
  { ok: true; document: IdentityDocument; warnings: DocumentWarning[] } | { ok: false; code: DocumentProblem };

/** Reads a document the way people write it: full width, spaces, hyphens and lower case are all the same number. */
export function parseIdentityDocument(input: IdentityDocumentInput, today: CivilDate): ParsedDocument {
  const number = normaliseNumber(input.number ?? '');
  if (number === '') return { ok: false, code: 'missing' };
  switch (input.type) {
    case 'resident-id':
    case 'hmt-residence':
      return parseResidenceNumber({ type: input.type, number, today });
    case 'hm-permit':
      return parseHongKongMacaoPermit(number);
    case 'tw-permit':
      return parseTaiwanPermit(number);
    case 'passport':
      return parsePassport(number, input.country);
    case 'foreign-pr':
      return parseForeignResident(number, today);
  }
}

export function normaliseNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}−]/gu, '')
    .toUpperCase();
}
