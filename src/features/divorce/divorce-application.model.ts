import { type Connection, type Model, Schema } from 'mongoose';
import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import { sealed } from '../../infrastructure/sealed-field.js';
import type { DivorceDates } from '../calendar/index.js';
import { DIVORCE_STATES, type DivorceState } from './divorce-state.js';
import { REFUSAL_REASONS, type RefusalReason } from './refusal-reasons.js';

export const PERSONAL = 'divorceApplication.personal';

export type LegalDates = Omit<DivorceDates, 'provisional'>;
export type PartyIndex = 0 | 1;

export interface DivorceApplicationRecord {
  _id: string;
  state: DivorceState;
  hall: string;
  acceptedOn: string;
  /** As printed on the receipt, which prevails. */
  dates: LegalDates;
  isProvisional: boolean;
  /** The revision of each holiday year the dates were computed from: `2026:0 2027:1`. */
  calendarVersion: string;
  parties: { role: 'male' | 'female'; documentType: string; country?: string }[];
  /** Receipt number, names, document numbers, each party's own phone and its safety, sealed; gone once `deidentifiedAt` is set. */
  personal: Buffer;
  receiptHash: string;
  /** Keyed hashes of the two people, in the order of the parties. */
  partyKeys: string[];
  /** The same while the application is open: unique, so that a couple has one. */
  openKeys?: string[];
  /** Keyed hashes of the last four of the receipt and of each document, within the hall. */
  searchKeys: string[];
  /** The appointment at which it was accepted; absent for a couple that walked in. */
  appointment?: string;
  /** The offer of counselling, asked once; nothing depends on the answer. */
  counselling: { answer: 'accepted' | 'declined'; at: Date };
  withdrawnBy?: PartyIndex;
  refusal?: { reason: RefusalReason; note?: string };
  /** 字号, the same on both certificates: unique. */
  certificateSerial?: string;
  /** Keyed hashes of the phones of parties whom a message could harm. */
  unsafePhones?: string[];
  language: string;
  /** Since then it names nobody and serves statistics only. */
  deidentifiedAt?: Date;
  history: DivorceHistoryItem[];
  createdAt: Date;
  updatedAt: Date;
}

export interface DivorceHistoryItem {
  /** `closing-alerted` stands in old histories: the reminder now follows from the dates. */
  action:
    | 'accepted'
    | 'withdrawn'
    | 'dates-recomputed'
    | 'closing-alerted'
    | 'messages-stopped'
    | 'messages-resumed'
    | 'issued'
    | 'refused'
    | 'lapsed';
  at: Date;
  actor: string;
  /** Network address of somebody of the staff. */
  address?: string;
  from?: string;
  to?: string;
}

export interface DivorcePersonal {
  receiptNumber: string;
  parties: PersonalParty[];
  /** Why messages to a party were stopped or resumed. */
  safety?: { party: PartyIndex; isUnsafe: boolean; reason: string; at: string; actor: string }[];
}

interface PersonalParty {
  name: string;
  number: string;
  phone?: string;
  /** A message could harm this party: none is sent, whatever it is about. */
  isUnsafe?: boolean;
}

const required = { type: String, required: true };
const instant = { type: Date, required: true };

export type DivorceApplicationModel = Model<DivorceApplicationRecord>;

export function divorceApplicationModel(connection: Connection, cipher: FieldCipher): DivorceApplicationModel {
  const schema = new Schema<DivorceApplicationRecord>(
    {
      _id: required,
      state: { ...required, enum: DIVORCE_STATES },
      hall: required,
      acceptedOn: required,
      dates: { coolEnd: required, issueStart: required, firstOfficeDay: required, issueEnd: required },
      isProvisional: { type: Boolean, required: true },
      calendarVersion: required,
      parties: [
        { _id: false, role: { ...required, enum: ['male', 'female'] }, documentType: required, country: String },
      ],
      personal: sealed<DivorcePersonal>(cipher, PERSONAL),
      receiptHash: required,
      partyKeys: [required],
      openKeys: { type: [String], default: undefined },
      searchKeys: [required],
      appointment: String,
      counselling: { answer: { ...required, enum: ['accepted', 'declined'] }, at: instant },
      withdrawnBy: { type: Number, enum: [0, 1] },
      refusal: {
        type: { _id: false, reason: { ...required, enum: REFUSAL_REASONS }, note: String },
        default: undefined,
      },
      certificateSerial: String,
      unsafePhones: { type: [String], default: undefined },
      language: required,
      deidentifiedAt: Date,
      history: [
        { _id: false, action: required, at: instant, actor: required, address: String, from: String, to: String },
      ],
      createdAt: instant,
      updatedAt: instant,
    },
    { collection: 'divorceApplications', versionKey: false, strict: 'throw', autoIndex: false },
  );
  return connection.model<DivorceApplicationRecord>('DivorceApplication', schema);
}

export const divorceApplicationIndexes = [
  { name: 'receipt', key: { receiptHash: 1 }, unique: true },
  {
    name: 'oneOpenPerPerson',
    key: { openKeys: 1 },
    unique: true,
    partialFilterExpression: { openKeys: { $exists: true } },
  },
  {
    name: 'certificateSerial',
    key: { certificateSerial: 1 },
    unique: true,
    partialFilterExpression: { certificateSerial: { $exists: true } },
  },
  { name: 'search', key: { hall: 1, searchKeys: 1 } },
  { name: 'windows', key: { hall: 1, state: 1, 'dates.issueEnd': 1 } },
  { name: 'changed', key: { updatedAt: 1 } },
] as const;

/** How it is known whom nothing is sent. */
export const unsafePhoneIndexes = [
  {
    name: 'unsafePhones',
    key: { unsafePhones: 1 },
    partialFilterExpression: { unsafePhones: { $exists: true } },
  },
] as const;

/** How a person finds what is held about them. */
export const divorcePersonIndexes = [{ name: 'people', key: { partyKeys: 1 } }] as const;
