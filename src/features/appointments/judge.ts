import { DomainError, type FieldError, ValidationFailed } from '../../errors/index.js';
import { type CivilDate, civilDateAt } from '../calendar/index.js';
import {
  assessEligibility,
  type DocumentType,
  type Finding,
  type IdentityDocument,
  parseIdentityDocument,
  type Party,
  partyKind,
  reasonText,
} from '../eligibility/index.js';
import type { Business, Hall, Lane } from '../halls/index.js';
import type { AppointmentRecord } from './appointment.model.js';
import type { BookingRequest } from './booking-request.js';
import { needsReceipt, type Receipt, receiptReasons } from './receipt.js';

export interface Judgement {
  documents: IdentityDocument[];
  basis: string;
  lane: Lane;
  checklist: AppointmentRecord['checklist'];
  /** Names the receipt without its number. */
  receiptHash?: string;
}

/** What the law says to this couple on this day at this hall. Throws ValidationFailed for wrong numbers, `not-eligible` with every reason. */
export function judge(
  { business, date, hall, parties, receiptNumber, now }: BookingRequest,
  receipt: Receipt | undefined,
): Judgement {
  if (needsReceipt(business) && !receiptNumber)
    throw new ValidationFailed([{ field: 'receiptNumber', code: 'required' }]);
  const today = civilDateAt(now, hall.timeZone);
  const documents = documentsOf(parties, today);
  const {
    basis,
    documents: checklist,
    reasons,
  } = assessEligibility({ business, date, hall: hallFacts(hall), parties, today });
  const refused = needsReceipt(business)
    ? [...reasons, ...receiptReasons(receipt, { hall, date, documents })]
    : reasons;
  if (refused.length > 0) throw notEligible(refused);
  return {
    documents,
    basis,
    lane: laneOf(business, parties),
    checklist,
    ...(receipt && { receiptHash: receipt.hash }),
  };
}

/** The same question for an appointment that moves to another day or hall. */
export function judgeAgain(
  { business, parties }: Pick<AppointmentRecord, 'business' | 'parties'>,
  {
    hall,
    date,
    numbers,
    receipt,
    now,
  }: { hall: Hall; date: CivilDate; numbers: { number: string }[]; receipt: Receipt | undefined; now: Date },
): Pick<Judgement, 'basis' | 'checklist'> {
  const { basis, reasons, documents } = assessEligibility({
    business,
    date,
    hall: hallFacts(hall),
    parties: parties.map((party, index) => ({
      role: party.role,
      document: { type: party.documentType as DocumentType, country: party.country, number: numbers[index]?.number },
      household: party.household === undefined ? undefined : { division: party.household },
      soldier: party.isSoldier,
    })),
    today: civilDateAt(now, hall.timeZone),
  });
  const refused = needsReceipt(business) ? [...reasons, ...receiptReasons(receipt, { hall, date })] : reasons;
  if (refused.length > 0) throw notEligible(refused);
  return { basis, checklist: documents };
}

/** Couples with a party from outside the mainland are served by the hall's longer foreign lane; counselling is open to all alike. */
export function laneOf(business: Business, parties: readonly Party[]): Lane {
  if (business === 'counselling') return 'online';
  return parties.some((party) => partyKind(party) !== 'mainland') ? 'foreign' : 'online';
}

/** The hall as the rules see it; texts name it in Chinese, its official name. */
export function hallFacts({
  name,
  phone,
  division,
  foreignAuthority,
  jurisdiction,
}: Hall): Parameters<typeof assessEligibility>[0]['hall'] {
  return { name: name['zh-CN'], phone, division, foreignAuthority, jurisdiction };
}

function notEligible(reasons: Finding[]): DomainError {
  return new DomainError('not-eligible', {
    extensions: { reasons },
    wording: (t) => ({
      reasons: reasons.map((reason) => ({
        code: reason.code,
        text: reasonText(reason, t),
        ...(reason.party !== undefined && { party: reason.party }),
      })),
    }),
  });
}

function documentsOf(parties: BookingRequest['parties'], today: CivilDate): IdentityDocument[] {
  const errors: FieldError[] = [];
  const documents = parties.flatMap(({ document }, index) => {
    const parsed = parseIdentityDocument(document, today);
    if (parsed.ok) return [parsed.document];
    errors.push({ field: `parties.${index}.document.number`, code: `document-${parsed.code}` });
    return [];
  });
  if (errors.length > 0) throw new ValidationFailed(errors);
  return documents;
}
