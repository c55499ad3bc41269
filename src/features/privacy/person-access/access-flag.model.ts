import { type Connection, type Model, Schema } from 'mongoose';
import { ANOMALIES, type Anomaly } from './anomalies.js';

/** Looks that stood out, kept for the auditor. */
export type AccessFlagRecord = Omit<Anomaly, 'key'> & { _id: string };

const required = { type: String, required: true };

const schema = new Schema<AccessFlagRecord>(
  {
    _id: required,
    kind: { ...required, enum: ANOMALIES },
    staff: required,
    staffName: required,
    hall: required,
    at: { type: Date, required: true },
    count: { type: Number, required: true },
    subject: String,
  },
  { collection: 'accessFlags', versionKey: false, strict: 'throw' },
);

export type AccessFlagModel = Model<AccessFlagRecord>;

export function accessFlagModel(connection: Connection): AccessFlagModel {
  return connection.model<AccessFlagRecord>('AccessFlag', schema);
}

export const accessFlagIndexes = [{ name: 'at', key: { at: -1 } }] as const;
