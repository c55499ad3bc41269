import { type Connection, type Model, Schema } from 'mongoose';
import type { FieldCipher } from '../../../infrastructure/field-cipher.js';
import { sealed } from '../../../infrastructure/sealed-field.js';

export const KEPT_FIELDS = 'staff.kept-form';

export type KeptFields = [name: string, value: string][];

export interface KeptFormRecord {
  _id: string;
  /** Whose it is; nobody else is shown it. */
  account: string;
  /** Where it was sent. */
  path: string;
  fields: Buffer;
  expiresAt: Date;
}

export type KeptFormModel = Model<KeptFormRecord>;

export function keptFormModel(connection: Connection, cipher: FieldCipher): KeptFormModel {
  const schema = new Schema<KeptFormRecord>(
    {
      _id: { type: String, required: true },
      account: { type: String, required: true },
      path: { type: String, required: true },
      fields: sealed<KeptFields>(cipher, KEPT_FIELDS),
      expiresAt: { type: Date, required: true },
    },
    { collection: 'keptForms', versionKey: false, strict: 'throw' },
  );
  return connection.model<KeptFormRecord>('KeptForm', schema);
}

export const keptFormIndexes = [{ name: 'expiresAt', key: { expiresAt: 1 } }] as const;
