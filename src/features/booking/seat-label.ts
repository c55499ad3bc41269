import type { TFunction } from 'i18next';
import type { DraftAnswers, Seat } from './draft.js';
import { SEATS } from './draft.js';
import { fixedRole } from './people.forms.js';

/** What a page calls the person of a seat: in a couple the man and the woman, in counselling the first and the second. */
export function seatLabel({ business }: Pick<DraftAnswers, 'business'>, seat: Seat, t: TFunction): string {
  return t(`booking:people.seat.${fixedRole(business, seat) ?? seat}`);
}

/** Whom a field of a form is about, so that the same slip of two people is told apart. */
export function personOfField(
  answers: Pick<DraftAnswers, 'business'>,
  t: TFunction,
): (field: string) => string | undefined {
  return (field) => {
    const seat = SEATS.find((name) => field.startsWith(`${name}-`));
    return seat && seatLabel(answers, seat, t);
  };
}
