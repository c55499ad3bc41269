import { type Connection, type Model, Schema } from 'mongoose';
import type { RuleOutcome } from './retention-rule.js';

/** A purge that was carried out, for those who have to show that it runs. */
export interface RetentionRunRecord {
  _id: string;
  at: Date;
  by: string;
  rules: RuleOutcome[];
}

const schema = new Schema<RetentionRunRecord>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    by: { type: String, required: true },
    rules: [
      {
        _id: false,
        name: { type: String, required: true },
        action: { type: String, required: true },
        before: { type: Date, required: true },
        count: { type: Number, required: true },
        oldestKept: Date,
        refused: String,
      },
    ],
  },
  { collection: 'retentionRuns', versionKey: false, strict: 'throw' },
);

export type RetentionRunModel = Model<RetentionRunRecord>;

export function retentionRunModel(connection: Connection): RetentionRunModel {
  return connection.model<RetentionRunRecord>('RetentionRun', schema);
}

export const retentionRunIndexes = [{ name: 'at', key: { at: -1 } }] as const;
