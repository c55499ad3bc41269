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
    | 'left-phone-untold'
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

/** Documents that are looked into with one question. */
export const BATCH = 500;
