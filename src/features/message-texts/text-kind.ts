import type { BilingualText, KindTexts, Urgency } from '../notifications/index.js';

/** What this feature knows of a kind of message. */
export interface TextKind {
  kind: string;
  urgency: Urgency;
  title: BilingualText;
  texts: KindTexts;
}

/** The kinds whose words can be changed, by name and in the order of the catalogue; what only other systems are told has none. */
export class TextKinds {
  constructor(private readonly catalogue: { all: () => readonly TextKind[] }) {}

  all(): TextKind[] {
    return this.catalogue.all().filter(({ texts }) => Object.keys(texts.tones).length > 0);
  }

  /** A kind in one of its tones; undefined when there is none of that name. */
  find(kind: string, tone: string): { kind: TextKind; standard: BilingualText } | undefined {
    const found = this.all().find((each) => each.kind === kind);
    const standard = found && Object.hasOwn(found.texts.tones, tone) ? found.texts.tones[tone] : undefined;
    return found && standard && { kind: found, standard };
  }
}
