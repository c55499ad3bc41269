import type { FieldCipher, KeyedHash } from '../../../infrastructure/field-cipher.js';
import { businessFamily, type DocumentType, parseIdentityDocument } from '../../eligibility/index.js';
import { type AppointmentRecord, openPersonal } from '../appointment.model.js';
import { isActive } from '../appointment-state.js';
import { personFamilyKey, phoneKey } from '../person-keys.js';
import type { Violation } from './violation.js';

const MOST_COUPLES_PER_PHONE = 20;

/**
 * Active appointments carry the keys of both people and of one phone place, ended ones carry none, and nobody has two. The
 * keys are computed anew from the sealed documents, so that a wrong or missing index shows as well.
 */
export class ActiveKeysCheck {
  private readonly holders = new Map<string, string>();

  constructor(private readonly secrets: { cipher: FieldCipher; hash: KeyedHash }) {}

  check(record: AppointmentRecord): Violation[] {
    const { reference, state, activeKeys = [] } = record;
    if (!isActive(state) || record.deidentifiedAt)
      return activeKeys.length === 0 ? [] : [keysViolation(reference, `it is ${state} and still carries keys`)];
    const { people, phonePlaces } = this.expectedKeys(record);
    const phones = activeKeys.filter((key) => phonePlaces.includes(key));
    const isComplete =
      activeKeys.length === people.length + 1 && people.every((key) => activeKeys.includes(key)) && phones.length === 1;
    return [
      ...(isComplete ? [] : [keysViolation(reference, 'its keys are not those of its people and phone')]),
      ...[...people, ...phones].flatMap((key) => this.takeKey(key, reference)),
    ];
  }

  private takeKey(key: string, reference: string): Violation[] {
    const other = this.holders.get(key);
    this.holders.set(key, reference);
    return other === undefined
      ? []
      : [{ invariant: 'person-twice', subject: reference, detail: `somebody of ${other} is in it too` }];
  }

  private expectedKeys(record: AppointmentRecord): { people: string[]; phonePlaces: string[] } {
    const { cipher, hash } = this.secrets;
    const { parties, contactPhone } = openPersonal(cipher, record.personal);
    const people = record.parties.flatMap(({ documentType, country }, index) => {
      const document = { type: documentType as DocumentType, number: parties[index]?.number, country };
      const parsed = parseIdentityDocument(document, record.date);
      return parsed.ok ? [personFamilyKey(parsed.document, record.business, hash)] : [];
    });
    const family = businessFamily(record.business);
    const phonePlaces = Array.from({ length: MOST_COUPLES_PER_PHONE }, (_, index) =>
      phoneKey({ contactPhone, family, phonePlace: index + 1 }, hash),
    );
    return { people, phonePlaces };
  }
}

function keysViolation(reference: string, detail: string): Violation {
  return { invariant: 'active-keys', subject: reference, detail };
}
