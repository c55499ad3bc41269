import type { TFunction } from 'i18next';
import { DomainError, type FieldError, ValidationFailed } from '../../errors/index.js';
import { type Finding, reasonText } from '../eligibility/index.js';

export interface PageRefusal {
  status: number;
  notice?: { tone: 'error'; live: true; title: string; text: string };
  errors?: PageError[];
}

export interface PageError {
  /** Id of the field. */
  field: string;
  message: string;
  /** Whose or which field it is, for the summary. */
  about?: string;
}

/** A refusal as the page shows it: at the fields when it names some, else above them. What is not a refusal is thrown on. */
export function refusalOn(
  error: unknown,
  t: TFunction,
  idOf: (field: string) => string = (field) => field,
): PageRefusal {
  if (!(error instanceof DomainError) || error.status >= 500) throw error;
  const { status, code, params } = error;
  if (error instanceof ValidationFailed) return { status, errors: fieldErrors(error.fields, t, idOf) };
  const reasons = error.extensions['reasons'] as Finding[] | undefined;
  const text = reasons?.map((reason) => reasonText(reason, t)).join(' ') ?? t(`errors:${code}.detail`, params);
  return { status, notice: { tone: 'error', live: true, title: t(`errors:${code}.title`, params), text } };
}

export function fieldErrors(
  fields: readonly FieldError[],
  t: TFunction,
  idOf: (field: string) => string = (field) => field,
): PageError[] {
  return fields.map(({ field, code, params }) => ({
    field: idOf(field),
    message: t(`validation:${code}`, { ...params }),
  }));
}
