import { type Connection, type Model, Schema } from 'mongoose';
import type { Language } from '../../infrastructure/language.js';
import type { BilingualText } from '../notifications/index.js';

/** A version that was put in force stays as it is; whether it is the one that is sent follows from all of them. */
export const VERSION_STATES = ['draft', 'in-force', 'withdrawn'] as const;
export type VersionState = (typeof VERSION_STATES)[number];

export type CarrierCodes = Partial<Record<Language, string>>;

/** One version of the words of a kind, of a hall or, under `*`, of the bureau. */
export interface MessageTextRecord {
  /** `<hall>:<kind>:<tone>:<version>`: of two who write the next version at once, one does. */
  _id: string;
  hall: string;
  kind: string;
  tone: string;
  version: number;
  state: VersionState;
  /** Absent in a version that goes back to the text of the bureau, or of the product. */
  texts?: BilingualText;
  /** What the carrier calls the templates that were filed with it. */
  carrierCodes?: CarrierCodes;
  history: VersionEvent[];
  changedAt: Date;
}

export interface VersionEvent {
  action: 'saved' | 'coded' | 'withdrawn';
  /** What it was saved as. */
  state?: VersionState;
  at: Date;
  actor: string;
  /** Name of the actor then. */
  by: string;
  address?: string;
  note?: string;
  carrierCodes?: CarrierCodes;
}

const required = { type: String, required: true };
const codes = { type: { _id: false, 'zh-CN': String, en: String }, default: undefined };

const schema = new Schema<MessageTextRecord>(
  {
    _id: required,
    hall: required,
    kind: required,
    tone: required,
    version: { type: Number, required: true, min: 1 },
    state: { ...required, enum: VERSION_STATES },
    texts: { type: { _id: false, 'zh-CN': required, en: required }, default: undefined },
    carrierCodes: codes,
    history: [
      {
        _id: false,
        action: required,
        state: String,
        at: Date,
        actor: String,
        by: String,
        address: String,
        note: String,
        carrierCodes: codes,
      },
    ],
    changedAt: { type: Date, required: true },
  },
  { collection: 'messageTexts', versionKey: false, strict: 'throw' },
);

export type MessageTextModel = Model<MessageTextRecord>;

export function messageTextModel(connection: Connection): MessageTextModel {
  return connection.model<MessageTextRecord>('MessageText', schema);
}

export const messageTextIndexes = [
  { name: 'changed', key: { changedAt: 1 } },
  { name: 'text', key: { hall: 1, kind: 1, tone: 1, version: -1 }, unique: true },
] as const;

/** Names one text: of whom, of which kind, in which tone. */
export interface TextName {
  hall: string;
  kind: string;
  tone: string;
}

export function versionId({ hall, kind, tone }: TextName, version: number): string {
  return `${hall}:${kind}:${tone}:${version}`;
}
