import { type Connection, type Model, Schema } from 'mongoose';
import type { FieldCipher } from '../../../infrastructure/field-cipher.js';
import { sealed } from '../../../infrastructure/sealed-field.js';
import type { CivilDate } from '../../calendar/index.js';

export const CONTENT = 'privacyRequest.content';
export const ANSWER = 'privacyRequest.answer';

export const REQUEST_KINDS = ['correction', 'erasure', 'explanation', 'other'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** What a person asks for that no page can decide by itself. */
export interface PrivacyRequestRecord {
  _id: string;
  /** What the person quotes: `PR-7K3M-9Q2P`, unique. */
  number: string;
  kind: RequestKind;
  /** The hall whose staff answer. */
  hall: string;
  /** Keyed hash of person and phone, by which they find the answer. */
  owner: string;
  /** Keyed hash of the person, by which looks are told apart. */
  person: string;
  /** Phone, masked document and words, sealed. */
  content: Buffer;
  language: string;
  state: 'open' | 'answered';
  /** Last working day for an answer. */
  dueOn: CivilDate;
  /** The note, sealed. */
  answer?: Buffer;
  history: { action: 'asked' | 'answered'; at: Date; actor: string }[];
  createdAt: Date;
  updatedAt: Date;
}

export interface RequestContent {
  phone: string;
  document: string;
  text: string;
}

export type PrivacyRequestModel = Model<PrivacyRequestRecord>;

const required = { type: String, required: true };

export function privacyRequestModel(connection: Connection, cipher: FieldCipher): PrivacyRequestModel {
  const schema = new Schema<PrivacyRequestRecord>(
    {
      _id: required,
      number: required,
      kind: { ...required, enum: REQUEST_KINDS },
      hall: required,
      owner: required,
      person: required,
      content: sealed<RequestContent>(cipher, CONTENT),
      language: required,
      state: { ...required, enum: ['open', 'answered'] },
      dueOn: required,
      answer: { ...sealed<string>(cipher, ANSWER), required: false },
      history: [{ _id: false, action: required, at: { type: Date, required: true }, actor: required }],
      createdAt: { type: Date, required: true },
      updatedAt: { type: Date, required: true },
    },
    { collection: 'privacyRequests', versionKey: false, strict: 'throw' },
  );
  return connection.model<PrivacyRequestRecord>('PrivacyRequest', schema);
}

export const privacyRequestIndexes = [
  { name: 'number', key: { number: 1 }, unique: true },
  { name: 'owner', key: { owner: 1, createdAt: -1 } },
  { name: 'hall', key: { hall: 1, state: 1, dueOn: 1 } },
  { name: 'changed', key: { state: 1, updatedAt: 1 } },
] as const;
