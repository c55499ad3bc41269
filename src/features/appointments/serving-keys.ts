import { DomainError, isDuplicateKey } from '../../errors/index.js';
import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import { type DocumentType, type IdentityDocument, parseIdentityDocument } from '../eligibility/index.js';
import {
  type AppointmentModel,
  type AppointmentRecord,
  type PersonalDetails,
  openPersonal,
} from './appointment.model.js';
import { activeKeysOf, personFamilyKey, takenKeyOf } from './person-keys.js';

/** Staff restoring what was, or serving whoever stands before them, are not held to the public's two couples for one phone. */
const MOST_PHONE_PLACES = 20;

/** The keys that make an appointment active again, worked out anew from its sealed documents. */
export class ServingKeys {
  constructor(private readonly deps: { appointments: AppointmentModel; cipher: FieldCipher; hash: KeyedHash }) {}

  personalOf({ personal }: Pick<AppointmentRecord, 'personal'>): PersonalDetails {
    return openPersonal(this.deps.cipher, personal);
  }

  documentsOf(record: AppointmentRecord): IdentityDocument[] {
    const { parties } = this.personalOf(record);
    return record.parties.flatMap(({ documentType, country }, index) => {
      const input = { type: documentType as DocumentType, number: parties[index]?.number, country };
      const parsed = parseIdentityDocument(input, record.date);
      return parsed.ok ? [parsed.document] : [];
    });
  }

  /** Writes with the keys of both people and the first free place of their phone; throws `already-booked` naming what is in the way. */
  async withKeys<T>(
    {
      business,
      documents,
      contactPhone,
    }: { business: AppointmentRecord['business']; documents: readonly IdentityDocument[]; contactPhone: string },
    write: (activeKeys: string[]) => Promise<T>,
  ): Promise<T> {
    for (let phonePlace = 1; ; phonePlace += 1) {
      const activeKeys = activeKeysOf({ business, documents, contactPhone, phonePlace }, this.deps.hash);
      try {
        return await write(activeKeys);
      } catch (error) {
        if (!isDuplicateKey(error, 'onePerPerson')) throw error;
        if (takenKeyOf(error) !== activeKeys.at(-1)) throw await this.inTheWay({ business, documents });
        if (phonePlace === MOST_PHONE_PLACES) throw refused('phone');
      }
    }
  }

  private async inTheWay({
    business,
    documents,
  }: {
    business: AppointmentRecord['business'];
    documents: readonly IdentityDocument[];
  }): Promise<DomainError> {
    const keys = documents.map((document) => personFamilyKey(document, business, this.deps.hash));
    const other = await this.deps.appointments.findOne({ activeKeys: { $in: keys } }, { reference: 1 }).lean();
    return refused('person', other?.reference);
  }
}

function refused(subject: 'person' | 'phone', reference?: string): DomainError {
  return new DomainError('already-booked', {
    params: { context: reference ? 'staff' : subject, ...(reference && { reference }) },
    extensions: { subject, ...(reference && { reference }) },
  });
}
