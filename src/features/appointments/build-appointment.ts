import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import type { TakenSlot } from '../slots/index.js';
import type { AppointmentRecord, PersonalDetails } from './appointment.model.js';
import type { Attempt } from './booking-attempt.js';
import { otherPhonesOf } from './person-keys.js';

/** The document of a new appointment. What names a person goes into the sealed part only. */
export function buildAppointment(
  {
    request,
    judgement,
    slot,
    slotId,
    identity,
    reference,
    activeKeys,
  }: Attempt & { slot: TakenSlot; reference: string; activeKeys: string[] },
  { cipher, hash }: { cipher: FieldCipher; hash: KeyedHash },
): AppointmentRecord {
  const { now, hall, parties, contactPhone, contactEmail } = request;
  const personal: PersonalDetails = {
    contactPhone,
    ...(contactEmail !== undefined && { contactEmail }),
    parties: parties.map(({ name, phone }, index) => ({
      name,
      number: judgement.documents[index]?.number ?? '',
      ...(phone !== undefined && { phone }),
    })),
  };
  const otherPhones = otherPhonesOf(personal);
  return {
    _id: identity.id,
    reference,
    state: 'confirmed',
    business: request.business,
    hall: hall.id,
    date: request.date,
    start: request.start,
    end: slot.end,
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    lane: judgement.lane,
    slot: slotId,
    basis: judgement.basis,
    parties: parties.map(({ role, document, household, soldier }) => ({
      role,
      documentType: document.type,
      ...(document.country && { country: document.country }),
      ...(household && { household: household.division }),
      ...(soldier && { isSoldier: true }),
    })),
    checklist: judgement.checklist,
    personal: cipher.seal(personal, 'appointment.personal'),
    phoneHash: hash.of('phone', contactPhone),
    ...(otherPhones.length > 0 && { otherPhoneHashes: otherPhones.map((phone) => hash.of('phone', phone)) }),
    activeKeys,
    ...(judgement.receiptHash && { receiptNumberHash: judgement.receiptHash }),
    consents: { booking: { version: request.consentVersion, at: now } },
    requestKey: identity.requestKey,
    requestHash: identity.requestHash,
    language: request.language,
    reschedules: 0,
    sequence: 0,
    history: [{ action: 'booked', at: now, actor: 'couple', to: slotId }],
    createdAt: now,
    updatedAt: now,
  };
}
