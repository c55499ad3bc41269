import { type Connection, type Model, Schema } from 'mongoose';

export interface IdempotencyRecord {
  /** Keyed hash of who called what under which key. */
  _id: string;
  /** Keyed hash of what was asked for. */
  requestHash: string;
  startedAt: Date;
  /** The answer, sealed; absent while the call is under way. */
  answer?: Buffer;
}

const schema = new Schema<IdempotencyRecord>(
  {
    _id: { type: String, required: true },
    requestHash: { type: String, required: true },
    startedAt: { type: Date, required: true },
    answer: Buffer,
  },
  { collection: 'idempotencyRecords', versionKey: false, strict: 'throw' },
);

export type IdempotencyRecordModel = Model<IdempotencyRecord>;

export function idempotencyRecordModel(connection: Connection): IdempotencyRecordModel {
  return connection.model<IdempotencyRecord>('IdempotencyRecord', schema);
}

export const idempotencyRecordIndexes = [{ name: 'startedAt', key: { startedAt: 1 } }] as const;
