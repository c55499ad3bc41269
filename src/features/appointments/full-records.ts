import type { KeyedHash } from '../../infrastructure/field-cipher.js';
import { type DocumentType, parseIdentityDocument } from '../eligibility/index.js';
import type { AppointmentRecord, PersonalDetails } from './appointment.model.js';
import { personHash } from './person-keys.js';
import type { Serving } from './serving.service.js';
import type { ServingKeys } from './serving-keys.js';

/** Appointments with everything that is sealed in them, for the pages that have asked why. */
export class FullRecords {
  constructor(private readonly deps: { serving: Pick<Serving, 'find'>; keys: ServingKeys; hash: KeyedHash }) {}

  async find(
    reference: string,
    hall: string,
  ): Promise<{ record: AppointmentRecord; personal: PersonalDetails; people: string[] }> {
    const record = await this.deps.serving.find(reference, hall);
    const personal = this.deps.keys.personalOf(record);
    const people = peopleIn(record.parties, personal.parties, { on: record.date, hash: this.deps.hash });
    return { record, personal, people };
  }
}

/** Keyed hashes of the people whom a record names: the same wherever they stand. */
export function peopleIn(
  parties: readonly { documentType: string; country?: string }[],
  named: readonly { number: string }[],
  { on, hash }: { on: string; hash: KeyedHash },
): string[] {
  return parties.flatMap(({ documentType, country }, index) => {
    const input = { type: documentType as DocumentType, number: named[index]?.number, country };
    const parsed = parseIdentityDocument(input, on);
    return parsed.ok ? [personHash(parsed.document, hash)] : [];
  });
}
