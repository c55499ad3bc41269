import type { KeyedHash } from '../../infrastructure/field-cipher.js';

/** The token that opens one appointment to whoever booked it: derived, so that a repeated booking answers with the same one. */
export class ManageTokens {
  constructor(private readonly hash: KeyedHash) {}

  of(appointmentId: string): string {
    return this.hash.of('manage', appointmentId);
  }

  fits(appointmentId: string, token: string): boolean {
    return this.hash.matches('manage', appointmentId, token);
  }
}
