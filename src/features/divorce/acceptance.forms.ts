import Joi from 'joi';
import type { FieldError } from '../../errors/index.js';
import { foldedText, text } from '../../http/joi-fields.js';
import { tryParse } from '../../http/parse.js';
import { LANGUAGES } from '../../infrastructure/language.js';
import type { BookingParty } from '../appointments/index.js';
import { partyForm, phoneNumber } from '../eligibility/index.js';
import type { PartyIndex } from './divorce-application.model.js';

export const SEATS = ['first', 'second'] as const;
export type Seat = (typeof SEATS)[number];

const ROLES = { first: 'male', second: 'female' } as const;
const PARTS = ['name', 'document', 'number', 'country', 'phone', 'unsafe'] as const;

export const ACCEPTANCE_FIELDS = [
  'reference',
  'present',
  'counselling',
  'language',
  ...SEATS.flatMap((seat) => PARTS.map((part) => `${seat}-${part}` as const)),
] as const;
export type AcceptanceFields = Record<(typeof ACCEPTANCE_FIELDS)[number], string>;

interface Answers {
  present: 'true';
  counselling: 'accepted' | 'declined';
  language: string;
}

const answersForm = Joi.object<Answers>({
  present: Joi.string().valid('true'),
  counselling: Joi.string().valid('accepted', 'declined'),
  language: Joi.string()
    .valid(...LANGUAGES)
    .default(LANGUAGES[0])
    .optional(),
});

const phoneForm = Joi.object<{ phone?: string }>({ phone: phoneNumber().optional() });

/** What the registrar ticked and chose; both have to be there, and the offer of counselling has an answer. */
export function parseAnswers(fields: AcceptanceFields): { value: Answers; errors: FieldError[] } {
  const { present, counselling, language } = fields;
  const given = { ...filled({ present, counselling, language }) };
  return tryParse(answersForm, given);
}

/** The two as they stand at the counter without an appointment. */
export function parseWalkIns(fields: AcceptanceFields): { parties: BookingParty[]; errors: FieldError[] } {
  const parsed = SEATS.map((seat) => {
    const { name, document: type, number, country, phone } = partsOf(fields, seat);
    const document = filled({ type, number, country: type === 'passport' ? country : '' });
    const { value, errors } = tryParse(partyForm, { role: ROLES[seat], ...filled({ name, phone }), document });
    return { value, errors: errors.map((error) => atField(seat, error)) };
  });
  const parties = parsed.map(({ value }) => value);
  return { parties, errors: [...parsed.flatMap(({ errors }) => errors), ...sharedPhone(parties)] };
}

/** The phones of a couple with an appointment: what was booked, unless somebody names another one of their own. */
export function parsePhones(
  fields: AcceptanceFields,
  booked: readonly BookingParty[],
): { parties: BookingParty[]; errors: FieldError[] } {
  const parsed = SEATS.map((seat, index) => {
    const { value, errors } = tryParse(phoneForm, filled({ phone: fields[`${seat}-phone`] }));
    const party = booked[index];
    return { party: party && { ...party, ...value }, errors: errors.map((error) => atField(seat, error)) };
  });
  const parties = parsed.flatMap(({ party }) => party ?? []);
  return { parties, errors: [...parsed.flatMap(({ errors }) => errors), ...sharedPhone(parties)] };
}

/** Who is to get no messages, because one could do harm. */
export function parseUnsafe(fields: AcceptanceFields): PartyIndex[] {
  return ([0, 1] as const).filter((party) => fields[`${SEATS[party]}-unsafe`] === 'true');
}

export const searchForm = Joi.object<{ text: string }>({ text: foldedText(40) });
export const withdrawalForm = Joi.object<{ party: string; confirmed: string }>({
  party: Joi.string().valid('0', '1'),
  confirmed: Joi.string().valid('true'),
});
export const issueForm = Joi.object<{ serial: string; present: string }>({
  serial: foldedText(40),
  present: Joi.string().valid('true'),
});
export const refusalForm = Joi.object<{ reason: string; note?: string }>({
  reason: Joi.string(),
  note: text(300).allow('').optional(),
});
export const safetyForm = Joi.object<{ messagesTo: '0' | '1'; messages: 'stop' | 'resume'; messagesReason: string }>({
  messagesTo: Joi.string().valid('0', '1'),
  messages: Joi.string().valid('stop', 'resume'),
  messagesReason: text(200),
});

function partsOf(fields: AcceptanceFields, seat: Seat): Record<(typeof PARTS)[number], string> {
  return Object.fromEntries(PARTS.map((part) => [part, fields[`${seat}-${part}`]])) as Record<
    (typeof PARTS)[number],
    string
  >;
}

function filled(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

function atField(seat: Seat, { field, ...error }: FieldError): FieldError {
  const part = field === 'document.type' ? 'document' : (field.split('.').at(-1) ?? field);
  return { ...error, field: `${seat}-${part}` };
}

/** Messages to one are not for the other. */
function sharedPhone([first, second]: readonly BookingParty[]): FieldError[] {
  return first?.phone !== undefined && first.phone === second?.phone
    ? [{ field: 'second-phone', code: 'phone-shared' }]
    : [];
}
