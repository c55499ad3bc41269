import type { Request } from 'express';
import Joi from 'joi';
import type { FieldError } from '../../../errors/index.js';
import { foldedText, text } from '../../../http/joi-fields.js';
import { tryParse } from '../../../http/parse.js';
import { type CivilDate } from '../../calendar/index.js';
import {
  type DocumentType,
  documentTypes,
  type IdentityDocument,
  parseIdentityDocument,
  phoneNumber,
} from '../../eligibility/index.js';
import { REQUEST_KINDS, type RequestKind } from '../requests/privacy-request.model.js';

interface WhoForm {
  phone: string;
  type: DocumentType;
  number: string;
  country: string;
}

const whoForm = Joi.object<WhoForm>({
  phone: phoneNumber(),
  type: Joi.string().valid(...documentTypes),
  number: text(60).allow(''),
  country: text(3).allow('').default('').optional(),
});

const codeForm = Joi.object<{ code: string }>({
  code: foldedText(20)
    .replace(/\s/g, '')
    .custom((value: string, helpers) =>
      /^\d{6}$/.test(value) ? value : helpers.error('any.custom', { code: 'not-a-code' }),
    ),
});

const phoneForm = Joi.object<{ phone: string }>({ phone: phoneNumber() });

const requestForm = Joi.object<{ kind: RequestKind; hall: string; text: string }>({
  kind: Joi.string().valid(...REQUEST_KINDS),
  hall: foldedText(40),
  text: text(2000),
});

type Parsed<T> = { value: T } | { errors: FieldError[] };

/** Who somebody says they are; a number that cannot be one is named before anything is looked up. */
export function parseWho(req: Request, today: CivilDate): Parsed<{ phone: string; document: IdentityDocument }> {
  const { value, errors } = tryParse(whoForm, withoutToken(req));
  const parsed = parseIdentityDocument({ type: value.type, number: value.number, country: value.country }, today);
  const all = [
    ...errors,
    ...(errors.some(({ field }) => field === 'type') || parsed.ok
      ? []
      : [{ field: parsed.code === 'country' ? 'country' : 'number', code: `document-${parsed.code}` }]),
  ];
  return all.length > 0 || !parsed.ok ? { errors: all } : { value: { phone: value.phone, document: parsed.document } };
}

export const parseCode = (req: Request): Parsed<{ code: string }> => parseForm(codeForm, req);
export const parseNewPhone = (req: Request): Parsed<{ phone: string }> => parseForm(phoneForm, req);
export const parseRequest = (req: Request): Parsed<{ kind: RequestKind; hall: string; text: string }> =>
  parseForm(requestForm, req);

/** What was typed, as plain text, to be shown again. */
export function typedIn(req: Request, names: readonly string[]): Record<string, string> {
  const body = (req.body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    names.map((name) => [name, typeof body[name] === 'string' ? body[name].slice(0, 2000) : '']),
  );
}

export function inWords(errors: readonly FieldError[], t: Request['t']): { field: string; message: string }[] {
  return errors.map(({ field, code, params }) => ({ field, message: t(`validation:${code}`, { ...params }) }));
}

function parseForm<T>(schema: Joi.ObjectSchema<T>, req: Request): Parsed<T> {
  const { value, errors } = tryParse(schema, withoutToken(req));
  return errors.length > 0 ? { errors } : { value };
}

function withoutToken(req: Request): Record<string, unknown> {
  const { _csrf, ...fields } = (req.body ?? {}) as Record<string, unknown>;
  return fields;
}
