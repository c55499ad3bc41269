import type { CivilDate } from '../calendar/index.js';
import { businessFamily } from './business.js';
import type { Business, BusinessFamily } from './business.js';
import type { DocumentType } from './identity-document.js';
import type { JurisdictionRule } from './jurisdiction-rules.js';
import { partyKind } from './party.js';
import type { MessageParams, Party, PartyIndex, PartyKind } from './party.js';

export interface RequiredDocument {
  party: PartyIndex;
  code: string;
  params?: MessageParams;
}

type Item = Omit<RequiredDocument, 'party'>;

// The Convention Abolishing the Requirement of Legalisation has been in force for China since then.
const APOSTILLE_SINCE = '2023-11-07';

const identityItems: Record<DocumentType, (kind: PartyKind) => string[]> = {
  'resident-id': () => ['resident-id'],
  'hmt-residence': () => ['hmt-residence', 'local-identity-card'],
  'hm-permit': () => ['hm-permit', 'local-identity-card'],
  'tw-permit': () => ['tw-permit', 'local-identity-card'],
  passport: (kind) => [kind === 'overseas-chinese' ? 'chinese-passport' : 'foreign-passport'],
  'foreign-pr': () => ['foreign-pr'],
};

const marriageProofs: Record<PartyKind, (date: CivilDate) => string> = {
  mainland: () => 'declaration-marriage',
  'hong-kong-macao-taiwan': () => 'single-declaration-notarised',
  'overseas-chinese': () => 'single-certificate-authenticated',
  foreign: (date) => (date >= APOSTILLE_SINCE ? 'single-certificate-apostille' : 'single-certificate-legalised'),
};

/** Photographs and papers each person brings. */
const ownItems: Record<Business, Item[]> = {
  marriage: [],
  'divorce-application': [{ code: 'marriage-certificate' }, { code: 'photos-single', params: { count: 2 } }],
  'divorce-issue': [{ code: 'marriage-certificate' }, { code: 'photos-single', params: { count: 2 } }],
  'reissue-marriage': [],
  'reissue-divorce': [{ code: 'photos-single', params: { count: 2 } }],
  counselling: [],
};

/** What the two bring once, together; listed with the first of them. */
const sharedItems: Record<Business, Item[]> = {
  marriage: [{ code: 'photos-joint', params: { count: 3 } }],
  'divorce-application': [{ code: 'divorce-agreement' }],
  'divorce-issue': [{ code: 'acceptance-receipt' }, { code: 'divorce-agreement' }],
  'reissue-marriage': [{ code: 'photos-joint', params: { count: 3 } }],
  'reissue-divorce': [],
  counselling: [],
};

/** Photographs are told once for both, with what they must look like. */
export function isPhotograph({ code }: { code: string }): boolean {
  return code.startsWith('photos-');
}

/** What only somebody in the armed forces brings tells that they are. */
export function isRevealing({ code }: { code: string }): boolean {
  return code.startsWith('soldier-');
}

/** Everything this couple brings to the hall, person by person. */
export function documentChecklist({
  business,
  date,
  parties,
  rule,
}: {
  business: Business;
  date: CivilDate;
  parties: readonly Party[];
  rule: JurisdictionRule | undefined;
}): RequiredDocument[] {
  return parties.slice(0, 2).flatMap((party, index) => {
    const items = [
      ...identityItems[party.document.type](partyKind(party)).map((code) => ({ code })),
      ...householdItems(party, rule),
      ...proofItems(party, businessFamily(business), date),
      ...ownItems[business],
      ...(index === 0 ? sharedItems[business] : []),
    ];
    return items.map((item) => ({ party: index as PartyIndex, ...item }));
  });
}

function householdItems(party: Party, rule: JurisdictionRule | undefined): Item[] {
  if (!rule || partyKind(party) !== 'mainland') return [];
  const needsPermit = party.residencePermit !== undefined;
  return rule.proof.filter((code) => code !== 'residence-permit' || needsPermit).map((code) => ({ code }));
}

function proofItems(party: Party, family: BusinessFamily, date: CivilDate): Item[] {
  const kind = partyKind(party);
  const soldier = party.soldier === true && kind === 'mainland' && family !== 'counselling';
  return [
    ...(soldier ? [{ code: 'soldier-card' }] : []),
    ...(soldier && family === 'marriage' ? [{ code: 'soldier-marriage-certificate' }] : []),
    ...(family === 'marriage' ? [{ code: marriageProofs[kind](date) }] : []),
    ...(family === 'divorce' || family === 'reissue' ? [{ code: `declaration-${family}` }] : []),
  ];
}
