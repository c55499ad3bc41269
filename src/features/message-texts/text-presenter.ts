import type { Request } from 'express';
import { type Language, LANGUAGES } from '../../infrastructure/language.js';
import { smsLength } from '../../infrastructure/sms-length.js';
import type { BilingualText } from '../notifications/index.js';
import { WHOLE_BUREAU } from '../staff/index.js';
import { measuredWith } from './check-text.js';
import { diffTexts } from './diff-texts.js';
import type { TextOffice } from './message-texts-services.js';
import { FIELDS } from './text-form.js';
import type { TextKind } from './text-kind.js';
import { carrierForm, renderDraft } from './wording.js';

type T = Request['t'];
type Rules = TextOffice['rules'];

/** The words of both languages as the pages show them: typed, as the couple sees them, as the carrier counts and files them. */
export function presentWords(texts: BilingualText, { kind, rules, t }: { kind: TextKind; rules: Rules; t: T }) {
  return LANGUAGES.map((language) => {
    const text = texts[language];
    const sample = kind.texts.sample[language];
    const bubble = rules.signature + renderDraft(text, sample);
    return {
      language,
      field: FIELDS[language],
      name: t(`message-texts:languages.${language}`),
      text,
      bubble,
      meter: meterOf(smsLength(bubble), { rules, t }),
      carrier: carrierForm(text),
      sample: JSON.stringify(sample),
      meterTemplate: t('message-texts:meter', { units: '{units}', parts: '{parts}', limit: rules.maxParts }),
    };
  });
}

/** What changed in each language. */
export function presentDiff(before: BilingualText, after: BilingualText, t: T) {
  return LANGUAGES.map((language) => ({
    language,
    name: t(`message-texts:languages.${language}`),
    parts: diffTexts(before[language], after[language]),
    isSame: before[language] === after[language],
  }));
}

/** What may stand in a text, and what must. */
export function presentVariables({ texts: { variables, required, sample } }: TextKind, t: T) {
  return variables.map((name) => ({
    placeholder: `{{${name}}}`,
    // A variable that no other kind has is known by its sample.
    meaning: t(`message-texts:variables.${name}`, { defaultValue: '' }),
    isRequired: required.includes(name),
    samples: LANGUAGES.map((language) => ({ language, value: sample[language][name] ?? '' })),
  }));
}

/** The name of a kind, with the tone where it has more than one. */
export function titleOf(
  { title, texts }: TextKind,
  tone: string,
  { t, language }: { t: T; language: Language },
): string {
  if (Object.keys(texts.tones).length === 1) return title[language];
  return t('message-texts:titleWithTone', { title: title[language], tone: toneName(tone, t) });
}

/** How many parts a text is sent in, in each language. */
export function partsOf(texts: BilingualText, { kind, rules }: { kind: TextKind; rules: Rules }) {
  return LANGUAGES.map((language) => ({
    language,
    parts: measuredWith(kind.texts.sample[language], { text: texts[language], ...rules }).parts,
  }));
}

/** Tones that are not known by name are called what their feature calls them. */
export function toneName(tone: string, t: T): string {
  return t([`message-texts:tones.${tone}`, 'message-texts:tones.other'], { tone });
}

function meterOf(
  { units, parts }: { units: number; parts: number },
  { rules, t }: { rules: Rules; t: T },
): { text: string; isOver: boolean } {
  const { maxParts } = rules;
  return { text: t('message-texts:meter', { units, parts, limit: maxParts }), isOver: parts > maxParts };
}

/** Whose words they are: the hall's own, the bureau's, or the product's. */
export function originOf(hall: string | undefined): 'own' | 'bureau' | 'standard' {
  if (hall === undefined) return 'standard';
  return hall === WHOLE_BUREAU ? 'bureau' : 'own';
}
