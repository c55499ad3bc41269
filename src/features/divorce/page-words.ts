import type { Request } from 'express';
import { DomainError, type FieldError, NotFound, ValidationFailed } from '../../errors/index.js';
import { dateFilters } from '../../infrastructure/view-dates.js';
import { isCivilDate } from '../calendar/index.js';
import { type Finding, reasonText } from '../eligibility/index.js';

export interface Refused {
  status: number;
  errors?: { field: string; message: string }[];
  notice?: { tone: 'error'; live: true; title: string; text: string };
}

/** Fields as text; whatever else was sent is not there. */
export function formFields<N extends string>(req: Request, names: readonly N[]): Record<N, string> {
  const body = (typeof req.body === 'object' && req.body !== null ? req.body : {}) as Record<string, unknown>;
  const entries = names.map((name) => [name, typeof body[name] === 'string' ? body[name].slice(0, 400).trim() : '']);
  return Object.fromEntries(entries) as Record<N, string>;
}

export function inWords(
  errors: readonly FieldError[],
  { t }: Pick<Request, 't'>,
): { field: string; message: string }[] {
  return errors.map(({ field, code, params }) => ({
    field,
    message: t([`divorce:errors.${field}.${code}`, `validation:${code}`], { ...params }),
  }));
}

/** A refusal in the words of whoever reads the page, its dates written out. What is not a refusal is thrown on. */
export function refused(error: unknown, req: Pick<Request, 't' | 'language'>): Refused {
  if (!(error instanceof DomainError) || error instanceof NotFound || error.status >= 500) throw error;
  if (error instanceof ValidationFailed) return { status: 422, errors: inWords(error.fields, req) };
  const params = writtenOut(error.params, req);
  const reasons = error.extensions['reasons'] as Finding[] | undefined;
  const text = reasons?.map((reason) => reasonText(reason, req.t)).join(' ');
  return {
    status: error.status,
    notice: {
      tone: 'error',
      live: true,
      title: req.t(`errors:${error.code}.title`, params),
      text: text ?? req.t(`errors:${error.code}.detail`, params),
    },
  };
}

function writtenOut(params: Record<string, unknown>, { language }: Pick<Request, 'language'>): Record<string, unknown> {
  const { day } = dateFilters(language);
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, isCivilDate(value) ? day(value) : value]),
  );
}
