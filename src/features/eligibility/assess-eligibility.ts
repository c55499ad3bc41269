import type { CivilDate } from '../calendar/index.js';
import { businessFamily, businessRule } from './business.js';
import type { Business } from './business.js';
import { documentChecklist } from './document-checklist.js';
import type { RequiredDocument } from './document-checklist.js';
import { parseIdentityDocument } from './identity-document.js';
import type { DocumentWarning, ParsedDocument } from './identity-document.js';
import { judgeJurisdiction } from './jurisdiction.js';
import type { JurisdictionAnswer } from './jurisdiction.js';
import type { Basis, JurisdictionSetting } from './jurisdiction-rules.js';
import { marriageAgeOf } from './marriage-age.js';
import { partyKind } from './party.js';
import type { Finding, Party, PartyIndex } from './party.js';

export interface EligibilityQuestion {
  business: Business;
  /** The day they come. */
  date: CivilDate;
  hall: {
    name: string;
    phone: string;
    division: string;
    foreignAuthority: boolean;
    jurisdiction?: readonly JurisdictionSetting[] | undefined;
  };
  /** What is known of them so far: what cannot be judged yet is not refused. */
  parties: readonly Party[];
  today: CivilDate;
}

export interface EligibilityAnswer {
  allowed: boolean;
  basis: Basis;
  reasons: Finding[];
  documents: RequiredDocument[];
  /** Nothing to refuse for, but worth a second look at the number. */
  warnings: { party: PartyIndex; code: DocumentWarning }[];
}

interface KnownParty {
  party: Party;
  index: PartyIndex;
  /** Undefined while the number has not been asked for. */
  parsed: ParsedDocument | undefined;
}

/** May these people book this at that hall for that day, on what ground, and what do they bring (domain.md §§2–5)? */
export function assessEligibility(question: EligibilityQuestion): EligibilityAnswer {
  const { business, date, parties, today } = question;
  const known = parties.slice(0, 2).map((party, index) => ({
    party,
    index: index as PartyIndex,
    parsed: party.document.number?.trim() ? parseIdentityDocument(party.document, today) : undefined,
  }));
  const jurisdiction = jurisdictionOf(question);
  const reasons = [
    ...attendanceReasons(business, parties),
    ...known.flatMap(documentReasons),
    ...samePersonReasons(known),
    ...known.flatMap((person) => ageReasons(person, business, date)),
    ...placeReasons(question, jurisdiction),
  ];
  return {
    allowed: reasons.length === 0,
    basis: jurisdiction.basis,
    reasons,
    documents: documentChecklist({ business, date, parties, rule: jurisdiction.rule }),
    warnings: known.flatMap(({ index, parsed }) =>
      parsed?.ok ? parsed.warnings.map((code) => ({ party: index, code })) : [],
    ),
  };
}

function attendanceReasons(business: Business, parties: readonly Party[]): Finding[] {
  const { attendance, couple } = businessRule(business);
  if (parties.length < attendance.min) return [{ code: attendance.min === 2 ? 'both-must-attend' : 'nobody-named' }];
  if (parties.length > attendance.max) return [{ code: 'too-many-people', params: { most: attendance.max } }];
  const [first, second] = parties;
  return couple && second && first?.role === second.role ? [{ code: 'one-man-one-woman' }] : [];
}

function documentReasons({ party, index, parsed }: KnownParty): Finding[] {
  if (!parsed) return [];
  const params = { role: party.role };
  if (!parsed.ok) return [{ code: `document-${parsed.code}`, party: index, params }];
  const { sex } = parsed.document;
  return sex && sex !== party.role ? [{ code: 'sex-mismatch', party: index, params }] : [];
}

function samePersonReasons(known: readonly KnownParty[]): Finding[] {
  const identities = known.flatMap(({ parsed }) => (parsed?.ok ? [parsed.document.identity] : []));
  return new Set(identities).size < identities.length ? [{ code: 'same-person' }] : [];
}

function ageReasons({ party, index, parsed }: KnownParty, business: Business, date: CivilDate): Finding[] {
  if (business !== 'marriage' || !parsed?.ok || !parsed.document.birthDate) return [];
  const { years, from } = marriageAgeOf({ birthDate: parsed.document.birthDate, sex: party.role, date });
  return date < from ? [{ code: 'under-age', party: index, params: { role: party.role, years, from } }] : [];
}

function placeReasons({ business, hall, parties }: EligibilityQuestion, { refusal }: JurisdictionAnswer): Finding[] {
  if (businessFamily(business) === 'counselling') return [];
  const contact = { hall: hall.name, phone: hall.phone };
  const outsiders = parties.filter((party) => partyKind(party) !== 'mainland').length;
  if (outsiders === 2) return [{ code: 'two-non-mainland', params: contact }];
  return [
    ...(outsiders > 0 && !hall.foreignAuthority ? [{ code: 'foreign-authority-needed', params: contact }] : []),
    ...(refusal ? [{ code: refusal, params: contact }] : []),
  ];
}

function jurisdictionOf({ business, date, hall, parties }: EligibilityQuestion): JurisdictionAnswer {
  const mainland = parties.filter((party) => partyKind(party) === 'mainland');
  return judgeJurisdiction({
    date,
    family: businessFamily(business),
    hall,
    households: mainland.map(({ household }) => household?.division),
    residencePermits: mainland.flatMap(({ residencePermit }) => residencePermit?.division ?? []),
    mixed: mainland.length < parties.length,
  });
}
