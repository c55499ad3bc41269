import mongoose from 'mongoose';
import {
  appointmentLetters,
  type AppointmentRecord,
  appointmentModel,
  type AppointmentSource,
  appointmentSource,
  type AppointmentSubject,
  AppointmentViews,
  blockModel,
  ManageTokens,
} from '../../../../src/features/appointments/index.js';
import { instantAt } from '../../../../src/features/calendar/index.js';
import { HallDirectory, hallModel } from '../../../../src/features/halls/index.js';
import { FieldCipher, KeyedHash } from '../../../../src/infrastructure/field-cipher.js';
import { createI18n } from '../../../../src/infrastructure/i18n.js';
import { testHall } from '../../../support/halls.js';

const cipher = new FieldCipher([{ id: 'unit', key: Buffer.alloc(32, 1) }]);
const hash = new KeyedHash(Buffer.alloc(32, 2));

/** The kinds about appointments, without a store: only what they owe can be asked. */
export function appointmentKinds(): AppointmentSource {
  const connection = mongoose.createConnection();
  const tokens = new ManageTokens(hash);
  const publicUrl = () => 'https://xiyue.example';
  return appointmentSource({
    appointments: appointmentModel(connection, cipher),
    blocks: blockModel(connection),
    halls: new HallDirectory(hallModel(connection)),
    cipher,
    hash,
    tokens,
    publicUrl,
    letters: appointmentLetters({
      config: { messages: {} },
      views: new AppointmentViews(cipher, tokens, publicUrl),
      i18n: createI18n('locales'),
    }),
  });
}

export interface Wish {
  date: string;
  start: string;
  zone?: string;
  bookedAt: string;
  /** What happened after the booking. */
  then?: { action: string; at: string; actor?: string }[];
  state?: AppointmentRecord['state'];
  email?: string;
  /** Anything else about the record. */
  as?: Partial<AppointmentRecord>;
}

/** An appointment of a couple as its messages see it; instants with an offset, day and time by the hall's clock. */
export function appointment({
  date,
  start,
  zone = 'Asia/Shanghai',
  bookedAt,
  then = [],
  ...wish
}: Wish): AppointmentSubject {
  const startsAt = instantAt(date, start, zone);
  const history = [
    { action: 'booked', at: new Date(bookedAt), actor: 'couple' },
    ...then.map(({ action, at, actor = 'couple' }) => ({ action, at: new Date(at), actor })),
  ];
  const contact = { contactPhone: '+8613900000001', ...(wish.email !== undefined && { contactEmail: wish.email }) };
  const record: AppointmentRecord = {
    _id: 'a1',
    reference: 'ML82K0WQ5T',
    state: wish.state ?? 'confirmed',
    business: 'marriage',
    hall: 'futian',
    date,
    start,
    end: start,
    startsAt,
    endsAt: new Date(startsAt.getTime() + 1_800_000),
    lane: 'online',
    slot: `futian/${date}/${start}/marriage/online`,
    basis: 'household',
    parties: [],
    checklist: [],
    personal: cipher.seal({ parties: [], ...contact }, 'appointment.personal'),
    phoneHash: hash.of('phone', contact.contactPhone),
    consents: { booking: { version: '1', at: new Date(bookedAt) } },
    requestKey: 'r',
    requestHash: 'r',
    language: 'zh-CN',
    reschedules: 0,
    sequence: 0,
    history,
    createdAt: new Date(bookedAt),
    updatedAt: history.at(-1)?.at ?? new Date(bookedAt),
    ...wish.as,
  };
  return { record, contact, hall: testHall({ timeZone: zone }) };
}
