import type { Request } from 'express';
import { type Language, LANGUAGES } from '../../infrastructure/language.js';
import type { BilingualText } from '../notifications/index.js';
import { checkText, type TextProblem } from './check-text.js';
import type { TextOffice } from './message-texts-services.js';
import type { TextKind } from './text-kind.js';
import { onOneLine } from './wording.js';
import { forEachLanguage } from './text-standing.js';

const LONGEST_TEXT = 2000;
const LONGEST_NOTE = 200;
const CARRIER_CODE = /^[\w.:-]{1,64}$/;

/** The fields of the two languages. */
export const FIELDS: Readonly<Record<Language, string>> = { 'zh-CN': 'chinese', en: 'english' };

export interface TypedText {
  texts: BilingualText;
  /** The newest version that the editor was shown. */
  base: number;
  note: string;
  action: string;
}

export interface PageError {
  field: string;
  message: string;
}

/** What somebody typed, as text; whatever else was sent is nothing. */
export function readText(req: Request): TypedText {
  const field = fieldOf(req);
  return {
    texts: forEachLanguage((language) => onOneLine(field(FIELDS[language]).slice(0, LONGEST_TEXT))),
    base: wholeNumber(field('base')),
    note: onOneLine(field('note').slice(0, LONGEST_NOTE)),
    action: field('action'),
  };
}

/** Everything that is wrong with what was typed, at the field of its language. */
export function errorsOf(
  texts: BilingualText,
  { kind, rules, t }: { kind: TextKind; rules: TextOffice['rules']; t: Request['t'] },
): PageError[] {
  return LANGUAGES.flatMap((language) => {
    const problems = checkText({ text: texts[language], texts: kind.texts, language, ...rules });
    if (problems.length === 0) return [];
    const message = problems.map((problem) => inWords(problem, t)).join(t('message-texts:problems.separator'));
    return [
      {
        field: FIELDS[language],
        message: `${t(`message-texts:languages.${language}`)}${t('message-texts:colon')}${message}`,
      },
    ];
  });
}

export interface TypedCodes {
  codes: Partial<Record<Language, string>>;
  seen: Partial<Record<Language, string>>;
  errors: PageError[];
}

export const CODE_FIELDS: Readonly<Record<Language, string>> = { 'zh-CN': 'codeChinese', en: 'codeEnglish' };
export const SEEN_FIELDS: Readonly<Record<Language, string>> = { 'zh-CN': 'seenChinese', en: 'seenEnglish' };

export function readCodes(req: Request): TypedCodes {
  const field = fieldOf(req);
  const given = (names: Readonly<Record<Language, string>>) =>
    Object.fromEntries(
      LANGUAGES.map(
        (language) => [language, field(names[language]).normalize('NFKC').trim().slice(0, 100)] as const,
      ).filter(([, value]) => value !== ''),
    );
  const codes = given(CODE_FIELDS);
  const wrong = LANGUAGES.filter((language) => codes[language] !== undefined && !CARRIER_CODE.test(codes[language]));
  const message = req.t('message-texts:problems.carrier-code');
  return {
    codes,
    seen: given(SEEN_FIELDS),
    errors: wrong.map((language) => ({ field: CODE_FIELDS[language], message })),
  };
}

function inWords({ code, params }: TextProblem, t: Request['t']): string {
  return t(`message-texts:problems.${code}`, { ...params });
}

function fieldOf(req: Request): (name: string) => string {
  const body = (req.body ?? {}) as Record<string, unknown>;
  return (name) => (typeof body[name] === 'string' ? body[name] : '');
}

function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
