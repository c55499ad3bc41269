import type { Language } from '../../infrastructure/language.js';
import type { MessageCatalogue, PlannedDefinition } from '../notifications/index.js';

const APPOINTMENT = 'appointment';

/** The reminders about appointments; news of a change may not be declined. */
export function declinableKinds({ sources }: Pick<MessageCatalogue, 'sources'>): PlannedDefinition[] {
  return sources
    .filter(({ name }) => name === APPOINTMENT)
    .flatMap(({ definitions }) => definitions.filter(({ urgency }) => urgency === 'reminder'));
}

/** What a kind is called; undefined for one that is no longer sent. */
export function kindTitle(catalogue: MessageCatalogue, kind: string, language: Language): string | undefined {
  return catalogue.plannedKind(kind)?.definition.title[language];
}
