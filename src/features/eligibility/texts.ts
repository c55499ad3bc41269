import type { RequiredDocument } from './document-checklist.js';
import type { Finding, MessageParams } from './party.js';

/** i18next's `t` for one language. */
export type Translate = (key: string, params?: MessageParams) => string;

/** Which rule refuses, in words a couple understands, and what they can do. */
export function reasonText({ code, params }: Finding, t: Translate): string {
  return t(`eligibility:reasons.${code}`, params);
}

/** What to bring, and why. */
export function documentText({ code, params }: RequiredDocument, t: Translate): string {
  return t(`eligibility:documents.${code}`, params);
}
