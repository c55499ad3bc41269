import type { Language } from '../../infrastructure/language.js';
import { Remembered } from '../../infrastructure/remembered.js';
import type { KindTexts, Words, WordsAsked, WordSource } from '../notifications/index.js';

import type { MessageTextModel, TextName } from './message-text.model.js';
import { type TextInForce, textInForce, type Version } from './text-in-force.js';
import { askedHalls } from './text-scope.js';
import { parametersOf, renderText } from './wording.js';

const FRESH_MS = 3000;

/** The words of every message that is sent. What a hall changes is read by every process within seconds. */
export class MessageTexts implements WordSource {
  private readonly known = new Map<string, Remembered<Version[]>>();

  constructor(private readonly deps: { messageTexts: MessageTextModel; isNumbered: boolean }) {}

  /** Throws VariableMissing. */
  async wordsFor({ variables, ...asked }: WordsAsked): Promise<Words> {
    const { text, version, carrierCode } = await this.textFor(asked);
    return {
      text: renderText(text, variables),
      version,
      ...(carrierCode !== undefined && { carrierCode }),
      parameters: parametersOf(text, variables),
    };
  }

  async textFor({ kind, tone, language, hall, texts }: Omit<WordsAsked, 'variables'>): Promise<TextInForce> {
    const halls = askedHalls(hall);
    const versions = await Promise.all(halls.map((each) => this.versionsOf({ hall: each, kind, tone })));
    const { isNumbered } = this.deps;
    const standard = standardOf(texts, { kind, tone });
    return textInForce({ halls, versions: versions.flat(), texts, standard, language, isNumbered });
  }

  /** After a change made in this process. */
  forget(name: TextName): void {
    this.known.get(keyOf(name))?.forget();
  }

  private versionsOf(name: TextName): Promise<Version[]> {
    const key = keyOf(name);
    const known = this.known.get(key) ?? new Remembered(FRESH_MS, () => this.read(name));
    this.known.set(key, known);
    return known.get();
  }

  private async read({ hall, kind, tone }: TextName): Promise<Version[]> {
    return this.deps.messageTexts
      .find({ hall, kind, tone, state: 'in-force' }, { hall: 1, version: 1, state: 1, texts: 1, carrierCodes: 1 })
      .lean();
  }
}

function standardOf({ tones }: KindTexts, { kind, tone }: { kind: string; tone: string }): Record<Language, string> {
  const standard = Object.hasOwn(tones, tone) ? tones[tone] : undefined;
  if (!standard) throw new TypeError(`the message ${kind} has no tone ${tone}`);
  return standard;
}

function keyOf({ hall, kind, tone }: TextName): string {
  return `${hall}:${kind}:${tone}`;
}
