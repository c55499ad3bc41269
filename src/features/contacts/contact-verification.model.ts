import { type Connection, type Model, Schema } from 'mongoose';

export interface ContactVerificationRecord {
  _id: string;
  phoneHash: string;
  /** The phone, sealed. */
  phone: Buffer;
  codeHash: string;
  expiresAt: Date;
  attemptsLeft: number;
  state: 'pending' | 'used';
}

const schema = new Schema<ContactVerificationRecord>(
  {
    _id: { type: String, required: true },
    phoneHash: { type: String, required: true },
    phone: { type: Buffer, required: true },
    codeHash: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    attemptsLeft: { type: Number, required: true },
    state: { type: String, enum: ['pending', 'used'], required: true },
  },
  { collection: 'contactVerifications', versionKey: false, strict: 'throw' },
);

export type ContactVerificationModel = Model<ContactVerificationRecord>;

export function contactVerificationModel(connection: Connection): ContactVerificationModel {
  return connection.model<ContactVerificationRecord>('ContactVerification', schema);
}

export const contactVerificationIndexes = [{ name: 'expiresAt', key: { expiresAt: 1 } }] as const;

export interface CodeBudgetRecord {
  /** Keyed hash of the phone. */
  _id: string;
  /** When codes were sent to it, the last day's. */
  sentAt: Date[];
}

const budgetSchema = new Schema<CodeBudgetRecord>(
  { _id: { type: String, required: true }, sentAt: { type: [Date], required: true } },
  { collection: 'codeBudgets', versionKey: false, strict: 'throw' },
);

export type CodeBudgetModel = Model<CodeBudgetRecord>;

export function codeBudgetModel(connection: Connection): CodeBudgetModel {
  return connection.model<CodeBudgetRecord>('CodeBudget', budgetSchema);
}
