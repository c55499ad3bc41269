import { type Connection, type Model, Schema } from 'mongoose';

export interface AuditEntryRecord {
  /** Position in the chain, from 1 without gaps. */
  _id: number;
  /** Names the event once and for all, so that appending it again changes nothing. */
  key: string;
  at: Date;
  actor: string;
  action: string;
  subject: string;
  result: string;
  hall?: string;
  reason?: string;
  /** Network address it was asked from. */
  address?: string;
  details?: Record<string, unknown>;
  /** Hash of the entry before; the first entry names the empty chain. */
  previous: string;
  hash: string;
}

const schema = new Schema<AuditEntryRecord>(
  {
    _id: { type: Number, required: true },
    key: { type: String, required: true },
    at: { type: Date, required: true },
    actor: { type: String, required: true },
    action: { type: String, required: true },
    subject: { type: String, required: true },
    result: { type: String, required: true },
    hall: String,
    reason: String,
    address: String,
    details: Schema.Types.Mixed,
    previous: { type: String, required: true },
    hash: { type: String, required: true },
  },
  { collection: 'auditEntries', versionKey: false, strict: 'throw' },
);

export type AuditEntryModel = Model<AuditEntryRecord>;

export function auditEntryModel(connection: Connection): AuditEntryModel {
  return connection.model<AuditEntryRecord>('AuditEntry', schema);
}

/** What the auditor's page searches by; the position sorts within each. */
export const auditSearchIndexes = [
  { name: 'actor', key: { actor: 1, _id: -1 } },
  { name: 'subject', key: { subject: 1, _id: -1 } },
  { name: 'action', key: { action: 1, _id: -1 } },
  { name: 'at', key: { at: -1 } },
] as const;

export const auditEntryIndexes = [{ name: 'key', key: { key: 1 }, unique: true }] as const;
