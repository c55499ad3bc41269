import type { Language } from '../../infrastructure/language.js';
import type { BilingualText, KindTexts } from '../notifications/index.js';
import { stillFits } from './check-text.js';
import type { MessageTextRecord } from './message-text.model.js';

export type Version = Pick<MessageTextRecord, 'hall' | 'version' | 'state' | 'texts' | 'carrierCodes'>;

export interface TextInForce {
  text: string;
  /** `<hall>:<version>`, or `standard` for the product's own words. */
  version: string;
  /** Whose words they are: a hall, `*` for the bureau, nothing for the product. */
  hall?: string;
  carrierCode?: string;
}

export interface TextQuestion {
  /** Whose words come first: the hall, then the bureau. */
  halls: readonly string[];
  versions: readonly Version[];
  texts: Pick<KindTexts, 'variables' | 'required'>;
  standard: BilingualText;
  language: Language;
  /** The carrier sends nothing but templates that were filed with it. */
  isNumbered: boolean;
}

/** Why a version that was put in force is not what is sent. */
export type Obstacle = 'no-carrier-code' | 'does-not-fit';

/** The words that are sent now: the newest of the hall that can be sent, else those of the bureau, else the product's own. */
export function textInForce(question: TextQuestion): TextInForce {
  const { halls, versions, standard, language } = question;
  for (const hall of halls) {
    const chosen = newestFirst(versions.filter((each) => each.hall === hall && each.state === 'in-force')).find(
      (version) => obstacleTo(version, question) === undefined,
    );
    // A version without words of its own hands over to whoever comes next.
    if (!chosen?.texts) continue;
    const carrierCode = chosen.carrierCodes?.[language];
    return {
      text: chosen.texts[language],
      version: `${hall}:${chosen.version}`,
      hall,
      ...(carrierCode !== undefined && { carrierCode }),
    };
  }
  return { text: standard[language], version: 'standard' };
}

/** A version that waits for the carrier, or was written for variables that the kind no longer has, leaves its place to the one before. */
export function obstacleTo(
  { texts: words, carrierCodes }: Version,
  { texts, language, isNumbered }: Pick<TextQuestion, 'texts' | 'language' | 'isNumbered'>,
): Obstacle | undefined {
  if (!words) return undefined;
  if (!stillFits(words[language], texts)) return 'does-not-fit';
  return isNumbered && carrierCodes?.[language] === undefined ? 'no-carrier-code' : undefined;
}

export function newestFirst<V extends Pick<Version, 'version'>>(versions: readonly V[]): V[] {
  return [...versions].sort((a, b) => b.version - a.version);
}
