/** Something a live database must never show. `subject` names a slot, a reference or a position, never a person. */
export interface Violation {
  invariant:
    | 'slot-over-capacity'
    | 'claim-twice'
    | 'claim-without-appointment'
    | 'appointment-without-claim'
    | 'person-twice'
    | 'active-keys'
    | 'audit-entry-missing'
    | 'message-missing'
    | 'audit-chain';
  subject: string;
  detail: string;
}

/** What one step of the check looked at and found. */
export interface Findings {
  checked: Record<string, number>;
  violations: Violation[];
}

/** Requests under way stand between two of their writes, and what a crash left there is healed within this time; later it may not be. */
export const GRACE_MS = 60_000;

const BATCH = 500;

/** Hands a cursor's documents on in groups, so that each group costs one look-up and memory stays flat. */
export async function* inBatches<T>(documents: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const document of documents) {
    batch.push(document);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
