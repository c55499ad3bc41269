import type { TFunction } from 'i18next';
import { DomainError, NotFound, ValidationFailed } from '../../errors/index.js';
import { type Finding, reasonText } from '../eligibility/index.js';

export interface RefusalNotice {
  tone: 'error';
  live: true;
  title: string;
  text: string;
}

/** A refusal in the person's words, for the page they are on. What is not a refusal is thrown on. */
export function refusalNotice(error: unknown, t: TFunction): { status: number; notice: RefusalNotice } {
  if (!(error instanceof DomainError) || error instanceof NotFound || error.status >= 500) throw error;
  return {
    status: error.status,
    notice: {
      tone: 'error',
      live: true,
      title: t(`errors:${error.code}.title`, error.params),
      text: reasonsOf(error, t) ?? t(`errors:${error.code}.detail`, error.params),
    },
  };
}

function reasonsOf(error: DomainError, t: TFunction): string | undefined {
  if (error instanceof ValidationFailed)
    return error.fields.map(({ code, params }) => t(`validation:${code}`, { ...params })).join(' ');
  const reasons = error.extensions['reasons'] as Finding[] | undefined;
  return reasons?.map((reason) => reasonText(reason, t)).join(' ');
}
