import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import { type DocumentType, type IdentityDocument, parseIdentityDocument } from '../eligibility/index.js';
import {
  type AppointmentModel,
  type AppointmentRecord,
  type PersonalDetails,
  openPersonal,
} from './appointment.model.js';

const MOST = 200;

/** An appointment together with which of its parties the person is. */
export interface OwnAppointment {
  record: AppointmentRecord;
  personal: PersonalDetails;
  party: number;
}

/**
 * The appointments of a person who has proved a phone and names a document. Both have to stand in the same appointment: a phone
 * shared by two couples opens neither to the other, and knowing somebody's number opens nothing.
 */
export class PersonAppointments {
  constructor(private readonly deps: { appointments: AppointmentModel; cipher: FieldCipher; hash: KeyedHash }) {}

  async of({ phone, document }: { phone: string; document: IdentityDocument }): Promise<OwnAppointment[]> {
    const { appointments, cipher, hash } = this.deps;
    const phoneHash = hash.of('phone', phone);
    const found = await appointments
      .find({ $or: [{ phoneHash }, { otherPhoneHashes: phoneHash }] })
      .limit(MOST)
      .lean();
    return found
      .flatMap((record) => {
        const personal = openPersonal(cipher, record.personal);
        const party = record.parties.findIndex((_, index) => isParty({ record, personal, index, phone, document }));
        return party < 0 ? [] : [{ record, personal, party }];
      })
      .sort((a, b) => b.record.startsAt.getTime() - a.record.startsAt.getTime());
  }
}

function isParty({
  record,
  personal,
  index,
  phone,
  document,
}: Omit<OwnAppointment, 'party'> & { index: number; phone: string; document: IdentityDocument }): boolean {
  const { documentType, country } = record.parties[index] ?? {};
  const { number, phone: own } = personal.parties[index] ?? {};
  if (personal.contactPhone !== phone && own !== phone) return false;
  const parsed = parseIdentityDocument({ type: documentType as DocumentType, number, country }, record.date);
  return parsed.ok && parsed.document.identity === document.identity;
}
