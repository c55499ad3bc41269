import type { AuditLog } from '../../audit/index.js';
import { DomainError, isDuplicateKey } from '../../errors/index.js';
import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import type { Language } from '../../infrastructure/language.js';
import { sealedAsRead } from '../../infrastructure/sealed-field.js';
import { businessFamily, maskPhone } from '../eligibility/index.js';
import { type HallDirectory, policyOn } from '../halls/index.js';
import { auditOf } from './appointment-audit.js';
import type { AppointmentModel, AppointmentRecord, PersonalDetails } from './appointment.model.js';
import type { OwnAppointment } from './person-appointments.js';
import { otherPhonesOf, phoneKey } from './person-keys.js';

/** More than any hall lets one phone serve. */
const MOST_PLACES = 20;

export interface NewContact {
  to: string;
  /** In which the phone that is left will be told. */
  language: Language;
  /** Names the notice to it. */
  notice: string;
  now: Date;
}

/** Gives an appointment another phone that its messages go to. Names and numbers stay: they are what was checked at booking. */
export class ContactChange {
  constructor(
    private readonly deps: {
      appointments: AppointmentModel;
      halls: HallDirectory;
      audit: AuditLog;
      cipher: FieldCipher;
      hash: KeyedHash;
    },
  ) {}

  /**
   * Keeps the phone that is left until it was told: nothing else names it any more, and whoever changes it may die before telling.
   * Throws `already-booked` when the new phone serves as many couples as it may, `changed-meanwhile` when somebody was quicker.
   */
  async change(
    { record, personal, party }: OwnAppointment,
    { to, language, notice, now }: NewContact,
  ): Promise<AppointmentRecord> {
    const { appointments, cipher, hash, audit } = this.deps;
    const from = personal.contactPhone;
    const parties = personal.parties.map((each, index) =>
      index === party && each.phone === from ? { ...each, phone: to } : each,
    );
    const left = { phone: from, newPhone: maskPhone(to), language, notice, at: now.toISOString() };
    const leftPhones = [...(personal.leftPhones ?? []), left];
    const changed: PersonalDetails = { ...personal, parties, contactPhone: to, leftPhones };
    const others = otherPhonesOf(changed).map((phone) => hash.of('phone', phone));
    const updated = await this.withPlace(record, { from, to }, (activeKeys) =>
      appointments
        .findOneAndUpdate(
          {
            _id: record._id,
            state: 'confirmed',
            phoneHash: record.phoneHash,
            activeKeys: record.activeKeys ?? [],
            // How many couples one phone may serve is a matter of the day.
            slot: record.slot,
            personal: sealedAsRead(record.personal),
          },
          {
            $set: {
              personal: cipher.seal(changed, 'appointment.personal'),
              phoneHash: hash.of('phone', to),
              hasLeftPhones: true,
              activeKeys,
              updatedAt: now,
              ...(others.length > 0 && { otherPhoneHashes: others }),
            },
            ...(others.length === 0 && { $unset: { otherPhoneHashes: 1 } }),
            $push: { history: { action: 'contact-changed', at: now, actor: 'couple' } },
          },
          { returnDocument: 'after' },
        )
        .lean(),
    );
    if (!updated) throw new DomainError('changed-meanwhile');
    audit.record(auditOf(updated, updated.history.length - 1));
    return updated;
  }

  /** The unique index over the keys decides which of its places the new phone still has. */
  private async withPlace<T>(
    record: AppointmentRecord,
    { from, to }: { from: string; to: string },
    write: (activeKeys: string[]) => Promise<T>,
  ): Promise<T> {
    const most = policyOn(await this.deps.halls.named(record.hall), record.date).couplesPerPhone;
    const placesOf = (phone: string, count: number) =>
      Array.from({ length: count }, (_, index) =>
        phoneKey(
          { contactPhone: phone, family: businessFamily(record.business), phonePlace: index + 1 },
          this.deps.hash,
        ),
      );
    const old = new Set(placesOf(from, MOST_PLACES));
    const people = (record.activeKeys ?? []).filter((key) => !old.has(key));
    for (const place of placesOf(to, most)) {
      try {
        return await write([...people, place]);
      } catch (error) {
        if (!isDuplicateKey(error, 'onePerPerson')) throw error;
      }
    }
    throw new DomainError('already-booked', { params: { context: 'phone' }, extensions: { subject: 'phone' } });
  }
}
