import { type Connection, type Model, Schema } from 'mongoose';
import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import type { Language } from '../../infrastructure/language.js';
import { sealed, unseal } from '../../infrastructure/sealed-field.js';
import { BUSINESSES, LANES, type Business, type Lane } from '../halls/index.js';
import { APPOINTMENT_STATES, type AppointmentState } from './appointment-state.js';

export interface AppointmentRecord {
  /** Also the holder of its slot's claim, known before either is written. */
  _id: string;
  reference: string;
  state: AppointmentState;
  business: Business;
  hall: string;
  date: string;
  start: string;
  end: string;
  startsAt: Date;
  endsAt: Date;
  lane: Lane;
  slot: string;
  basis: string;
  /** What statistics need and nothing that names anybody. */
  parties: PartyRecord[];
  checklist: { party: 0 | 1; code: string; params?: Record<string, unknown> }[];
  /** Names, document numbers and phones, sealed; with the other hashes of people it goes when `deidentifiedAt` is set. */
  personal: Buffer;
  /** Phones that the messages went to before lie in `personal` until each was told. */
  hasLeftPhones?: boolean;
  phoneHash: string;
  /** Keyed hashes of the phones that are a party's own and not the one the messages go to. */
  otherPhoneHashes?: string[];
  /** Keyed hashes of person × business family and of phone × business family: present while active, unique. */
  activeKeys?: string[];
  receiptNumberHash?: string;
  consents: { booking: { version: string; at: Date } };
  /** Keyed hash of phone × idempotency key: unique. */
  requestKey: string;
  /** Keyed hash of what was asked for, so that a repeated request is told from another one under the same key. */
  requestHash: string;
  language: string;
  reschedules: number;
  /** Raised by every change a calendar must learn of. */
  sequence: number;
  isLateCancellation?: boolean;
  /** When somebody at the desk compared both documents with what was booked. */
  documentsCheckedAt?: Date;
  /** Why an appointment that was checked in ended without a certificate. */
  outcome?: ServingOutcome;
  /** 字号 of the certificates that were handed out: unique. */
  certificateSerial?: string;
  /** Keyed hashes of the people who did not come. */
  missedBy?: string[];
  /** A manager decided that missing it does not count. */
  isExcused?: boolean;
  /** Since then it names nobody and serves statistics only. */
  deidentifiedAt?: Date;
  history: HistoryItem[];
  createdAt: Date;
  updatedAt: Date;
}

export interface PartyRecord {
  role: 'male' | 'female';
  documentType: string;
  country?: string;
  household?: string;
  isSoldier?: boolean;
}

export interface PersonalDetails {
  parties: { name: string; number: string; phone?: string }[];
  contactPhone: string;
  /** Where letters with a calendar entry go as well, if the couple wants them. */
  contactEmail?: string;
  /** Phones that the messages went to before, until each was told. */
  leftPhones?: LeftPhone[];
}

export interface LeftPhone {
  phone: string;
  /** The one that took its place, masked. */
  newPhone: string;
  language: Language;
  /** What the notice to it is about: the same for all appointments that were changed together. */
  notice: string;
  /** When it was left, as an ISO instant. */
  at: string;
}

export interface ServingOutcome {
  kind: 'refused' | 'incomplete' | 'withdrawn' | 'unserved';
  /** A code of the legal list when registration was refused. */
  reason?: string;
  /** Last day on which they may come back without booking again. */
  returnUntil?: string;
}

export interface HistoryItem {
  action: string;
  at: Date;
  actor: string;
  /** Network address of somebody of the staff. */
  address?: string;
  from?: string;
  to?: string;
  /** What a member of staff gave as the reason, never anything about a person. */
  reason?: string;
}

const PERSONAL_CONTEXT = 'appointment.personal';

/** Opens the sealed part of an appointment. */
export function openPersonal(cipher: FieldCipher, personal: Buffer): PersonalDetails {
  return unseal<PersonalDetails>(cipher, PERSONAL_CONTEXT, personal);
}

const required = { type: String, required: true };
const instant = { type: Date, required: true };

export type AppointmentModel = Model<AppointmentRecord>;

export function appointmentModel(connection: Connection, cipher: FieldCipher): AppointmentModel {
  const schema = new Schema<AppointmentRecord>(
    {
      _id: required,
      reference: required,
      state: { ...required, enum: APPOINTMENT_STATES },
      business: { ...required, enum: BUSINESSES },
      hall: required,
      date: required,
      start: required,
      end: required,
      startsAt: instant,
      endsAt: instant,
      lane: { ...required, enum: LANES },
      slot: required,
      basis: required,
      parties: [
        {
          _id: false,
          role: { ...required, enum: ['male', 'female'] },
          documentType: required,
          country: String,
          household: String,
          isSoldier: Boolean,
        },
      ],
      checklist: [{ _id: false, party: { type: Number, required: true }, code: required, params: Schema.Types.Mixed }],
      personal: sealed<PersonalDetails>(cipher, PERSONAL_CONTEXT),
      hasLeftPhones: Boolean,
      phoneHash: required,
      otherPhoneHashes: { type: [String], default: undefined },
      activeKeys: { type: [String], default: undefined },
      receiptNumberHash: String,
      consents: { booking: { version: required, at: instant } },
      requestKey: required,
      requestHash: required,
      language: required,
      reschedules: { type: Number, required: true, min: 0 },
      sequence: { type: Number, required: true, min: 0 },
      isLateCancellation: Boolean,
      documentsCheckedAt: Date,
      outcome: {
        type: { _id: false, kind: String, reason: String, returnUntil: String },
        default: undefined,
      },
      certificateSerial: String,
      missedBy: { type: [String], default: undefined },
      isExcused: Boolean,
      deidentifiedAt: Date,
      history: [
        {
          _id: false,
          action: required,
          at: instant,
          actor: required,
          address: String,
          from: String,
          to: String,
          reason: String,
        },
      ],
      createdAt: instant,
      updatedAt: instant,
    },
    { collection: 'appointments', versionKey: false, strict: 'throw' },
  );
  return connection.model<AppointmentRecord>('Appointment', schema);
}

export const appointmentIndexes = [
  { name: 'reference', key: { reference: 1 }, unique: true },
  {
    name: 'onePerPerson',
    key: { activeKeys: 1 },
    unique: true,
    partialFilterExpression: { activeKeys: { $exists: true } },
  },
  { name: 'requestKey', key: { requestKey: 1 }, unique: true },
  { name: 'hallDay', key: { hall: 1, date: 1, startsAt: 1 } },
  { name: 'changed', key: { updatedAt: 1 } },
] as const;

/** What the hall's day asks of the store beside the public's questions. */
export const servingIndexes = [
  {
    name: 'certificate',
    key: { certificateSerial: 1 },
    unique: true,
    partialFilterExpression: { certificateSerial: { $exists: true } },
  },
  { name: 'missedBy', key: { missedBy: 1 }, partialFilterExpression: { missedBy: { $exists: true } } },
  { name: 'stateDate', key: { state: 1, date: 1 } },
] as const;

/** How a person finds what is held about them. */
export const personIndexes = [
  { name: 'phone', key: { phoneHash: 1 } },
  {
    name: 'otherPhones',
    key: { otherPhoneHashes: 1 },
    partialFilterExpression: { otherPhoneHashes: { $exists: true } },
  },
] as const;

/** Who is still to be told that messages go elsewhere: next to none at any time. */
export const leftPhoneIndexes = [
  {
    name: 'leftPhones',
    key: { hasLeftPhones: 1, updatedAt: 1 },
    partialFilterExpression: { hasLeftPhones: { $exists: true } },
  },
] as const;
