import { type Language, LANGUAGES } from '../../infrastructure/language.js';
import type { MessageTextRecord } from './message-text.model.js';
import { newestFirst, obstacleTo, type TextInForce, textInForce, type TextQuestion } from './text-in-force.js';

export interface Standing {
  inForce: Record<Language, TextInForce>;
  /** The hall's newest version that counts or is going to. */
  current?: MessageTextRecord;
  /** Written after it, and not in force. */
  draft?: MessageTextRecord;
  /** Languages in which the newest version waits for its carrier's code, or no longer fits its kind. */
  waiting: Language[];
  unfit: Language[];
}

export type StandingQuestion = Omit<TextQuestion, 'language' | 'versions'> & {
  versions: readonly MessageTextRecord[];
};

/** Where a text stands with whoever is asked first: what is sent, what is only drafted, what waits. */
export function standingOf(question: StandingQuestion): Standing {
  const { halls, versions } = question;
  const own = newestFirst(versions.filter(({ hall, state }) => hall === halls[0] && state !== 'withdrawn'));
  const current = own.find(({ state }) => state === 'in-force');
  const draft = own[0]?.state === 'draft' ? own[0] : undefined;
  const obstructed = (obstacle: string) =>
    LANGUAGES.filter((language) => current && obstacleTo(current, { ...question, language }) === obstacle);
  return {
    inForce: forEachLanguage((language) => textInForce({ ...question, language })),
    ...(current && { current }),
    ...(draft && { draft }),
    waiting: obstructed('no-carrier-code'),
    unfit: obstructed('does-not-fit'),
  };
}

export function forEachLanguage<T>(make: (language: Language) => T): Record<Language, T> {
  return { 'zh-CN': make('zh-CN'), en: make('en') };
}
