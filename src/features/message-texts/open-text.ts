import type { Request } from 'express';
import { NotFound } from '../../errors/index.js';
import type { Clock } from '../../infrastructure/clock.js';
import type { BilingualText } from '../notifications/index.js';
import type { MessageTextRecord, TextName } from './message-text.model.js';
import type { TextOffice } from './message-texts-services.js';
import type { TextKind } from './text-kind.js';
import { askedHalls, type TextScope } from './text-scope.js';
import { forEachLanguage, type Standing, standingOf } from './text-standing.js';
import { textInForce } from './text-in-force.js';

/** What the pages work with. */
export interface TextServices {
  clock: Clock;
  textOffice: TextOffice;
}

/** One text with all that was ever made of it, for those who may change it. */
export interface OpenText {
  name: TextName;
  kind: TextKind;
  /** Versions of its own, the newest first. */
  versions: MessageTextRecord[];
  standing: Standing;
  /** What would be sent without any version of its own. */
  inherited: BilingualText;
}

/** The text that the address names, at the hall of whoever asks. Throws NotFound. */
export async function openText(req: Request, { textOffice }: TextServices, scope: TextScope): Promise<OpenText> {
  const { kinds, edits, rules } = textOffice;
  const [kindName, tone] = [String(req.params['kind']), String(req.params['tone'])];
  const found = kinds.find(kindName, tone);
  if (!found) throw new NotFound();
  const { kind, standard } = found;
  const hall = scope.hallOf(req);
  const halls = askedHalls(hall);
  const versions = (
    await Promise.all(halls.map((each) => edits.versions({ hall: each, kind: kindName, tone })))
  ).flat();
  const question = { versions, texts: kind.texts, standard, isNumbered: rules.isNumbered };
  return {
    name: { hall, kind: kindName, tone },
    kind,
    versions: versions.filter((version) => version.hall === hall),
    standing: standingOf({ ...question, halls }),
    inherited: forEachLanguage((language) => textInForce({ ...question, halls: halls.slice(1), language }).text),
  };
}

/** The newest version, which the next one follows. */
export function baseOf({ versions }: Pick<OpenText, 'versions'>): number {
  return versions[0]?.version ?? 0;
}

/** One version, by the number in the address. Throws NotFound. */
export function versionIn({ versions }: OpenText, number: unknown): MessageTextRecord {
  const version = versions.find((each) => String(each.version) === number);
  if (!version) throw new NotFound();
  return version;
}

/** What a version says, or what it goes back to. */
export function wordsOf({ texts }: Pick<MessageTextRecord, 'texts'>, { inherited }: OpenText): BilingualText {
  return texts ?? inherited;
}
