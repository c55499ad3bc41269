import type { FieldCipher, KeyedHash } from '../../../infrastructure/field-cipher.js';
import { isLanguage, type Language } from '../../../infrastructure/language.js';
import { isSensitive } from '../../confirmation/index.js';
import type { Hall } from '../../halls/index.js';
import type { Recipient } from '../../notifications/index.js';
import { type AppointmentRecord, openPersonal, type PersonalDetails } from '../appointment.model.js';

/** The couple as who gets text messages, and as who gets letters. */
export const CONTACT_ROLE = 'contact';
export const LETTER_ROLE = 'contact-mail';

/** An appointment as its messages need it. */
export interface AppointmentSubject {
  record: AppointmentRecord;
  hall: Hall;
  contact: Contact;
  /** Until when missing this one keeps somebody from booking. */
  blockedUntil?: Date;
}

export type Contact = Pick<PersonalDetails, 'contactPhone' | 'contactEmail'>;

export function subjectOf(record: AppointmentRecord, hall: Hall, cipher: FieldCipher): AppointmentSubject {
  return { record, hall, contact: openPersonal(cipher, record.personal) };
}

/** The couple by the phone they proved and, if they gave one, by their e-mail address; its wishes are those of the phone. */
export function recipientsOf({ record, contact }: AppointmentSubject, hash: KeyedHash): Recipient[] {
  const { phoneHash } = record;
  const language = languageOf(record);
  const byPhone: Recipient = {
    role: CONTACT_ROLE,
    channel: 'sms',
    address: contact.contactPhone,
    addressHash: phoneHash,
    language,
  };
  if (contact.contactEmail === undefined) return [byPhone];
  return [
    byPhone,
    {
      role: LETTER_ROLE,
      channel: 'email',
      address: contact.contactEmail,
      addressHash: hash.of('email', contact.contactEmail),
      personHash: phoneHash,
      language,
    },
  ];
}

export function languageOf({ language }: Pick<AppointmentRecord, 'language'>): Language {
  return isLanguage(language) ? language : 'zh-CN';
}

/** Those about divorce or counselling are neutral in wording. */
export function toneOf({ record }: AppointmentSubject): 'warm' | 'neutral' {
  return isSensitive(record.business) ? 'neutral' : 'warm';
}
