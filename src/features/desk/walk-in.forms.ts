import type { Request } from 'express';
import Joi from 'joi';
import type { FieldError } from '../../errors/index.js';
import { text } from '../../http/joi-fields.js';
import { tryParse } from '../../http/parse.js';
import type { BookingParty } from '../appointments/index.js';
import { businessRule, partyForm, phoneNumber } from '../eligibility/index.js';
import { type Business, businessName } from '../halls/index.js';
import { formText } from './form-fields.js';

const SEATS = ['first', 'second'] as const;
const PARTS = ['role', 'name', 'document', 'country', 'number', 'soldier'] as const;

export const WALK_IN_FIELDS = [
  'business',
  ...SEATS.flatMap((seat) => PARTS.map((part) => `${seat}-${part}`)),
  'phone',
  'receipt',
  'green',
  'consent',
  'overbook',
  'reason',
  'request',
];

export interface WalkInForm {
  business: Business;
  parties: BookingParty[];
  phone: string;
  receiptNumber?: string;
  consent: true;
}

const form = Joi.object<WalkInForm>({
  business: businessName(),
  parties: Joi.array().items(partyForm).min(1).max(2),
  phone: phoneNumber(),
  receiptNumber: text(40).optional(),
  consent: Joi.boolean().valid(true),
});

/** What was typed, to be shown again. */
export function typedWalkIn(req: Request): Record<string, string> {
  const value = formText(req);
  return Object.fromEntries(WALK_IN_FIELDS.map((name) => [name, value(name).slice(0, 200)]));
}

export function parseWalkIn(typed: Record<string, string>): { value: WalkInForm; errors: FieldError[] } {
  const seats = SEATS.filter((seat) => seat === 'first' || isNamed(typed, seat));
  const { value, errors } = tryParse(form, {
    business: typed['business'],
    parties: seats.map((seat) => partyOf(typed, seat)),
    phone: typed['phone'],
    ...(typed['receipt'] !== '' && { receiptNumber: typed['receipt'] }),
    consent: typed['consent'] === 'true',
  });
  return { value, errors: errors.map(consentNeeded) };
}

/** The id of the field that an error names: `parties.1.document.number` stands under `second-number`. */
export function walkInField(field: string): string {
  const [, index, ...path] = /^parties\.(\d)\.(.+)$/.exec(field) ?? [];
  if (index === undefined) return field === 'receiptNumber' ? 'receipt' : field;
  const part = (path[0] ?? '').replace('document.type', 'document').replace('document.', '');
  return `${index === '0' ? 'first' : 'second'}-${part}`;
}

function partyOf(typed: Record<string, string>, seat: (typeof SEATS)[number]): object {
  const of = (part: (typeof PARTS)[number]) => typed[`${seat}-${part}`] ?? '';
  return {
    role: of('role'),
    name: of('name'),
    document: { type: of('document'), number: of('number'), ...(of('country') !== '' && { country: of('country') }) },
    ...(of('soldier') === 'true' && { soldier: true }),
  };
}

/** Both come for what the law wants both for; the second seat may stay empty only where one is enough. */
function isNamed(typed: Record<string, string>, seat: (typeof SEATS)[number]): boolean {
  const business = typed['business'] ?? '';
  const mustBeTwo = isKnown(business) && businessRule(business).attendance.min === 2;
  return mustBeTwo || typed[`${seat}-name`] !== '' || typed[`${seat}-number`] !== '';
}

function isKnown(business: string): business is Business {
  return !businessName().validate(business).error;
}

function consentNeeded(error: FieldError): FieldError {
  return error.field === 'consent' ? { field: 'consent', code: 'consent-needed' } : error;
}
