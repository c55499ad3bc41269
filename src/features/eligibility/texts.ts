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
  return remembered(t, `eligibility:documents.${code}`, params);
}

const MOST_TEXTS = 2000;
const textsOf = new WeakMap<Translate, Map<string, string>>();

// Every confirmation lists the same few documents, and putting numbers into a text is what costs.
function remembered(t: Translate, key: string, params?: MessageParams): string {
  const texts = textsOf.get(t) ?? new Map<string, string>();
  textsOf.set(t, texts);
  const name = params ? key + JSON.stringify(params) : key;
  const known = texts.get(name);
  if (known !== undefined) return known;
  if (texts.size >= MOST_TEXTS) texts.clear();
  const text = t(key, params);
  texts.set(name, text);
  return text;
}
