import type { Language } from '../../infrastructure/language.js';
import { businessFamily } from '../eligibility/index.js';
import type { Business } from '../halls/index.js';
import type { MessageCatalogue, PlannedDefinition } from '../notifications/index.js';

/** The reminders that whoever has such an appointment may get; news of a change may not be declined. */
export function declinableKinds(
  { sources }: Pick<MessageCatalogue, 'sources'>,
  business: Business,
): PlannedDefinition[] {
  const family = businessFamily(business);
  return sources
    .filter(({ audience }) => audience === 'everybody' || audience.includes(family))
    .flatMap(({ definitions }) => definitions.filter(({ urgency }) => urgency === 'reminder'));
}

/** What a kind is called; undefined for one that is no longer sent. */
export function kindTitle(catalogue: MessageCatalogue, kind: string, language: Language): string | undefined {
  return catalogue.plannedKind(kind)?.definition.title[language];
}
