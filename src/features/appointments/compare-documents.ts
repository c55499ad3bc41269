import type { FieldError } from '../../errors/index.js';
import type { CivilDate } from '../calendar/index.js';
import { type IdentityDocument, normaliseNumber, parseIdentityDocument } from '../eligibility/index.js';

/** Names each document that is not the one of the booking: by identity, so that a reissued permit is still the same person. */
export function documentsDiffer(
  booked: readonly IdentityDocument[],
  given: readonly string[],
  today: CivilDate,
): FieldError[] {
  return booked.flatMap((document, index) => {
    const parsed = parseIdentityDocument({ ...document, number: given[index] ?? '' }, today);
    if (!parsed.ok) return [{ field: `numbers.${index}`, code: `document-${parsed.code}` }];
    return parsed.document.identity === document.identity
      ? []
      : [{ field: `numbers.${index}`, code: 'document-differs' }];
  });
}

/** The same by the last four characters: enough to queue, not enough to be registered. */
export function lastFourDiffer(booked: readonly IdentityDocument[], given: readonly string[]): FieldError[] {
  return booked.flatMap(({ number }, index) =>
    lastFourOf(given[index] ?? '') === number.slice(-4)
      ? []
      : [{ field: `lastFours.${index}`, code: 'document-differs' }],
  );
}

export function lastFourOf(text: string): string {
  return normaliseNumber(text).slice(-4);
}
