import type { Language } from '../../infrastructure/language.js';
import { type SmsLength, smsLength } from '../../infrastructure/sms-length.js';
import type { KindTexts } from '../notifications/index.js';
import { hasUnprintable, placeholdersOf, renderText, withoutPlaceholders } from './wording.js';

/** Parts a message may have when nobody says otherwise: a link with its token takes more than one alone. */
export const MOST_PARTS = 5;

const BRACKETS = /[【】]/;
const BRACE = /[{}]/;
/** An address that somebody typed: by its scheme, by `www.`, by a top-level domain that people know, or by numbers. */
const ADDRESS =
  /[a-z][a-z0-9+.-]*:\/\/|\bwww\.|[a-z0-9-]\.(?:com|cn|net|org|gov|edu|io|cc|top|xyz|info|app|link|vip|shop|site|club|hk|tw)(?![a-z0-9])|\b\d{1,3}(?:\.\d{1,3}){3}\b/i;

/** Why a text cannot be sent; the words are `message-texts:problems.<code>`. */
export interface TextProblem {
  code:
    | 'empty'
    | 'unprintable'
    | 'unknown-variable'
    | 'missing-required'
    | 'stray-brace'
    | 'signature-typed'
    | 'address-typed'
    | 'too-many-parts';
  params: Readonly<Record<string, string | number>>;
}

export interface TextToCheck {
  text: string;
  texts: Pick<KindTexts, 'variables' | 'required' | 'sample'>;
  language: Language;
  /** What the channel puts in front, as `【喜约】`; it counts, and nobody types it. */
  signature?: string;
  maxParts?: number;
}

/** Everything that is wrong with a text of a kind, in the order in which somebody would mend it. */
export function checkText({
  text,
  texts,
  language,
  signature = '',
  maxParts = MOST_PARTS,
}: TextToCheck): TextProblem[] {
  if (text.trim() === '') return [{ code: 'empty', params: {} }];
  const named = new Set(placeholdersOf(text));
  const problems = [
    ...[...named].filter((name) => !texts.variables.includes(name)).map(problem('unknown-variable')),
    ...texts.required.filter((name) => !named.has(name)).map(problem('missing-required')),
    ...faultsOfWording(withoutPlaceholders(text)),
  ];
  const isMeasurable = problems.every(({ code }) => code !== 'unknown-variable');
  const parts = isMeasurable ? measuredWith(texts.sample[language], { text, signature }).parts : 0;
  return parts > maxParts ? [...problems, { code: 'too-many-parts', params: { parts, limit: maxParts } }] : problems;
}

/** How long a text is with its sample values and the signature in front. */
export function measuredWith(
  sample: KindTexts['sample'][Language],
  { text, signature }: { text: string; signature: string },
): SmsLength {
  return smsLength(signature + renderText(text, sample));
}

/** Whether a version written for an earlier form of the kind can still be sent. */
export function stillFits(text: string, { variables, required }: Pick<KindTexts, 'variables' | 'required'>): boolean {
  const named = placeholdersOf(text);
  return named.every((name) => variables.includes(name)) && required.every((name) => named.includes(name));
}

function faultsOfWording(words: string): TextProblem[] {
  const faults: [TextProblem['code'], boolean][] = [
    ['unprintable', hasUnprintable(words)],
    ['stray-brace', BRACE.test(words)],
    ['signature-typed', BRACKETS.test(words)],
    ['address-typed', ADDRESS.test(words)],
  ];
  return faults.flatMap(([code, isThere]) => (isThere ? [{ code, params: {} }] : []));
}

function problem(code: TextProblem['code']): (variable: string) => TextProblem {
  return (variable) => ({ code, params: { variable } });
}
