import type { Language } from '../../infrastructure/language.js';
import type { KindTexts, Variables } from './catalogue/definition.js';

export interface WordsAsked {
  kind: string;
  tone: string;
  language: Language;
  hall?: string;
  texts: KindTexts;
  variables: Variables;
}

/** The words of one message, and the same as the carrier's filed template takes them. */
export interface Words {
  text: string;
  version: string;
  carrierCode?: string;
  parameters: string[];
}

/** Finds the text in force and puts the variables into it; throws when one of them is missing. */
export interface WordSource {
  wordsFor(asked: WordsAsked): Promise<Words>;
}
