import type { BilingualText, KindTexts, Occasion, PlannedDefinition, Urgency } from '../../notifications/index.js';
import type { ApplicationKeys } from '../application-keys.js';
import { type DivorceSubject, recipientsOf, variablesOf } from './divorce-subject.js';

export interface DivorceKindDependencies {
  keys: Pick<ApplicationKeys, 'phone'>;
  publicUrl: () => string;
}

interface DivorceKind {
  kind: string;
  title: BilingualText;
  texts: KindTexts;
  urgency: Urgency;
  covers?: readonly string[];
}

/** What every kind of message about an application has in common. */
export class DivorceKindTools {
  constructor(private readonly deps: DivorceKindDependencies) {}

  base({ kind, title, texts, urgency, covers }: DivorceKind): Omit<PlannedDefinition<DivorceSubject>, 'occasions'> {
    return {
      kind,
      title,
      texts,
      urgency,
      ...(covers && { covers }),
      variables: (subject, _occasion, language) => variablesOf(subject, language, this.deps.publicUrl()),
    };
  }

  /** One occasion for each party that named a phone. */
  occasionsAt(subject: DivorceSubject, when: Omit<Occasion, 'recipient'>): Occasion[] {
    const matter = subject.record.receiptHash;
    return recipientsOf(subject, this.deps.keys).map((recipient) => ({ recipient, matter, ...when }));
  }
}
