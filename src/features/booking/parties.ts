import type { BookingParty } from '../appointments/index.js';
import type { Party } from '../eligibility/index.js';
import { type DraftAnswers, type PersonKind, seatsOf } from './draft.js';

/** The couple as the rules of place see them: kinds and households, no names or numbers yet. */
export function kindsOf(answers: Pick<DraftAnswers, 'people'>): Party[] {
  return seatsOf(answers).flatMap((seat) => {
    const kind = answers.people?.[seat];
    return kind ? [toParty(kind)] : [];
  });
}

/** The couple with everything a booking needs, as far as it is known. */
export function partiesOf(answers: Pick<DraftAnswers, 'people' | 'details'>): BookingParty[] {
  return seatsOf(answers).flatMap((seat) => {
    const kind = answers.people?.[seat];
    if (!kind) return [];
    const { name = '', number, phone } = answers.details?.[seat] ?? {};
    const party = toParty(kind);
    return [{ ...party, name, document: { ...party.document, number }, ...(phone !== undefined && { phone }) }];
  });
}

function toParty({ role, document, country, household, isSoldier }: PersonKind): Party {
  return {
    role,
    document: { type: document, ...(country !== undefined && { country }) },
    ...(household !== undefined && { household: { division: household } }),
    soldier: isSoldier,
  };
}
