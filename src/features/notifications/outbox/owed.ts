import type { Occasion, PlannedDefinition, SubjectSource } from '../catalogue/definition.js';
import { messageKey } from '../message-key.js';

/** One message that a subject owes, with its key. */
export interface Owed {
  id: string;
  definition: PlannedDefinition;
  occasion: Occasion;
}

/** Everything a subject owes as it is now, over all kinds. */
export function owedBy<S>(source: SubjectSource<S>, subject: S): Owed[] {
  return source.definitions.flatMap((definition) =>
    definition.occasions(subject).map((occasion) => ({
      id: keyOf(definition.kind, source.idOf(subject), occasion),
      definition,
      occasion,
    })),
  );
}

function keyOf(kind: string, subject: string, { recipient, dueAt, occurrence }: Occasion): string {
  return messageKey({ kind, subject, role: recipient.role, dueAt, ...(occurrence !== undefined && { occurrence }) });
}
