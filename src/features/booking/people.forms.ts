import {
  businessFamily,
  businessRule,
  countryCodes,
  type DocumentType,
  documentTypes,
  type Sex,
} from '../eligibility/index.js';
import type { Business } from '../halls/index.js';
import { type Attendance, type DraftAnswers, type PersonKind, type Seat, SEATS } from './draft.js';
import { isHousehold } from './place-options.js';

const PARTS = ['role', 'document', 'country', 'household', 'soldier'] as const;

export const PEOPLE_FIELDS = [
  'attendance',
  'receipt',
  ...SEATS.flatMap((seat) => PARTS.map((part) => `${seat}-${part}` as const)),
] as const;

export type PeopleForm = Record<(typeof PEOPLE_FIELDS)[number], string>;

/** Who may come for it: the law decides, the form only offers. */
export function attendanceOptions(business: Business): Attendance[] {
  const { attendance, couple } = businessRule(business);
  if (attendance.min === 2) return ['both'];
  return couple ? ['both', 'first', 'second'] : ['both', 'first'];
}

/** In a couple the man sits first; in counselling each says who they are. */
export function fixedRole(business: Business, seat: Seat): Sex | undefined {
  if (!businessRule(business).couple) return undefined;
  return seat === 'first' ? 'male' : 'female';
}

export function parsePeople(
  business: Business,
  form: PeopleForm,
): { people: DraftAnswers['people'] & object; receiptNumber?: string } | { problems: [field: string, key: string][] } {
  const offered = attendanceOptions(business);
  const attendance = offered.length === 1 ? offered[0] : offered.find((option) => option === form.attendance);
  if (!attendance) return { problems: [['attendance', 'booking:people.errors.attendance']] };

  const problems: [string, string][] = [];
  if (business === 'divorce-issue' && form.receipt === '') problems.push(['receipt', 'booking:people.errors.receipt']);
  const seats = SEATS.filter((seat) => attendance === 'both' || attendance === seat);
  const kinds = seats.map((seat) => [seat, parsePerson(form, seat, fixedRole(business, seat), problems)] as const);
  if (problems.length > 0) return { problems };
  return {
    people: { attendance, ...Object.fromEntries(kinds) },
    ...(business === 'divorce-issue' && { receiptNumber: form.receipt.normalize('NFKC').slice(0, 40) }),
  };
}

/** What the form shows before anything was typed: most people hold an identity card. */
export function peopleForm({ business, people, receiptNumber }: DraftAnswers): PeopleForm {
  const form = Object.fromEntries(PEOPLE_FIELDS.map((name) => [name, ''])) as PeopleForm;
  form.attendance = people?.attendance ?? (businessFamily(business) === 'reissue' ? '' : 'both');
  form.receipt = receiptNumber ?? '';
  for (const seat of SEATS) {
    const kind = people?.[seat];
    form[`${seat}-role`] = kind?.role ?? '';
    form[`${seat}-document`] = kind?.document ?? 'resident-id';
    form[`${seat}-country`] = kind?.country ?? '';
    form[`${seat}-household`] = kind?.household ?? '';
    form[`${seat}-soldier`] = kind?.isSoldier ? 'true' : '';
  }
  return form;
}

function parsePerson(
  form: PeopleForm,
  seat: Seat,
  fixed: Sex | undefined,
  problems: [string, string][],
): PersonKind | undefined {
  const role = fixed ?? (['male', 'female'] as const).find((sex) => sex === form[`${seat}-role`]);
  const document = documentTypes.find((type) => type === form[`${seat}-document`]);
  if (!role) problems.push([`${seat}-role`, 'booking:people.errors.role']);
  if (!document) problems.push([`${seat}-document`, 'booking:people.errors.document']);
  if (!role || !document) return undefined;
  const place = placeOf(form, seat, document);
  if (!place) {
    problems.push(
      document === 'passport'
        ? [`${seat}-country`, 'validation:document-country']
        : [`${seat}-household`, 'booking:people.errors.household'],
    );
    return undefined;
  }
  return { role, document, ...place, isSoldier: document === 'resident-id' && form[`${seat}-soldier`] === 'true' };
}

/** A passport has its country, an identity card its household; the other documents say where they are from themselves. */
function placeOf(
  form: PeopleForm,
  seat: Seat,
  document: DocumentType,
): Pick<PersonKind, 'country' | 'household'> | undefined {
  const country = form[`${seat}-country`];
  const household = form[`${seat}-household`];
  if (document === 'passport') return countryCodes().includes(country) ? { country } : undefined;
  if (document === 'resident-id') return isHousehold(household) ? { household } : undefined;
  return {};
}
