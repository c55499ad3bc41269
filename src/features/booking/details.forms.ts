import { parseEmail } from '../appointments/index.js';
import { type CivilDate } from '../calendar/index.js';
import { type IdentityDocument, parseIdentityDocument, parseName, parsePhone } from '../eligibility/index.js';
import { type DraftAnswers, type PersonDetails, type PersonKind, type Seat, SEATS, seatsOf } from './draft.js';

const PARTS = ['name', 'number', 'phone'] as const;

const PERSON_FIELDS = SEATS.flatMap((seat) => PARTS.map((part) => `${seat}-${part}` as const));

export const DETAILS_FIELDS = [...PERSON_FIELDS, 'email'] as const;
export type DetailsForm = Record<(typeof DETAILS_FIELDS)[number], string>;

type Problems = [field: string, key: string][];

/** Names and numbers as their documents have them; every wrong field is named at once. */
export function parseDetails(
  answers: Pick<DraftAnswers, 'people'>,
  form: DetailsForm,
  today: CivilDate,
): (Pick<DraftAnswers, 'email'> & { details: Partial<Record<Seat, PersonDetails>> }) | { problems: Problems } {
  const problems: Problems = [];
  const documents: IdentityDocument[] = [];
  const people = seatsOf(answers).flatMap((seat) => {
    const kind = answers.people?.[seat];
    return kind ? [[seat, parsePerson({ form, seat, kind, today }, problems, documents)] as const] : [];
  });
  const email = form.email === '' ? undefined : parseEmail(form.email);
  if (email && !email.ok) problems.push(['email', `validation:${email.code}`]);
  if (problems.length > 0) return { problems };
  return { details: Object.fromEntries(people), ...(email?.ok && { email: email.email }) };
}

export function detailsForm({ details, email = '' }: DraftAnswers): DetailsForm {
  const entries = SEATS.flatMap((seat) =>
    PARTS.map((part) => [`${seat}-${part}`, details?.[seat]?.[part] ?? ''] as const),
  );
  return { ...(Object.fromEntries(entries) as Omit<DetailsForm, 'email'>), email };
}

function parsePerson(
  { form, seat, kind, today }: { form: DetailsForm; seat: Seat; kind: PersonKind; today: CivilDate },
  problems: Problems,
  documents: IdentityDocument[],
): PersonDetails {
  const name = parseName(form[`${seat}-name`]);
  const typed = { type: kind.document, number: form[`${seat}-number`], country: kind.country };
  const document = parseIdentityDocument(typed, today);
  const phone = form[`${seat}-phone`] === '' ? undefined : parsePhone(form[`${seat}-phone`]);
  if (!name.ok) problems.push([`${seat}-name`, `validation:${name.code}`]);
  if (!document.ok) problems.push([`${seat}-number`, `validation:document-${document.code}`]);
  if (document.ok) {
    if (documents.some(({ identity }) => identity === document.document.identity))
      problems.push([`${seat}-number`, 'eligibility:reasons.same-person']);
    documents.push(document.document);
  }
  if (phone && !phone.ok) problems.push([`${seat}-phone`, `validation:${phone.code}`]);
  return {
    name: name.ok ? name.name : '',
    number: document.ok ? document.document.number : '',
    ...(phone?.ok && { phone: phone.phone }),
  };
}
