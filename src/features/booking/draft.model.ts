import { type Connection, type Model, Schema } from 'mongoose';
import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import { sealed } from '../../infrastructure/sealed-field.js';
import type { DraftAnswers } from './draft.js';

export const ANSWERS = 'draft.answers';

export interface DraftRecord {
  _id: string;
  /** Keyed hash of the session that may read it. */
  owner: string;
  /** Raised by every change; a write names the one it read. */
  revision: number;
  answers: Buffer;
  booked?: { appointment: string; reference: string };
  /** Two hours after the last change. */
  expiresAt: Date;
}

export type DraftModel = Model<DraftRecord>;

export function draftModel(connection: Connection, cipher: FieldCipher): DraftModel {
  const schema = new Schema<DraftRecord>(
    {
      _id: { type: String, required: true },
      owner: { type: String, required: true },
      revision: { type: Number, required: true },
      answers: sealed<DraftAnswers>(cipher, ANSWERS),
      booked: { type: { _id: false, appointment: String, reference: String }, default: undefined },
      expiresAt: { type: Date, required: true },
    },
    { collection: 'drafts', versionKey: false, strict: 'throw' },
  );
  return connection.model<DraftRecord>('Draft', schema);
}

export const draftIndexes = [
  { name: 'owner', key: { owner: 1, expiresAt: -1 } },
  { name: 'expiresAt', key: { expiresAt: 1 } },
] as const;
