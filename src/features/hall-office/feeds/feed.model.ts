import { type Connection, type Model, Schema } from 'mongoose';

/** The private calendar of one member of staff at one hall. */
export interface FeedRecord {
  /** `<hall>:<account>`, so that there is one. */
  _id: string;
  hall: string;
  account: string;
  language: string;
  /** Together with the bureau's key it makes the token; absent once the feed is revoked. */
  nonce?: string;
  /** Keyed hash of the token: unique. */
  tokenHash?: string;
  changedAt: Date;
}

const required = { type: String, required: true };

const schema = new Schema<FeedRecord>(
  {
    _id: required,
    hall: required,
    account: required,
    language: required,
    nonce: String,
    tokenHash: String,
    changedAt: { type: Date, required: true },
  },
  { collection: 'calendarFeeds', versionKey: false, strict: 'throw' },
);

export type FeedModel = Model<FeedRecord>;

export function feedModel(connection: Connection): FeedModel {
  return connection.model<FeedRecord>('CalendarFeed', schema);
}

export const feedIndexes = [
  {
    name: 'token',
    key: { tokenHash: 1 },
    unique: true,
    partialFilterExpression: { tokenHash: { $exists: true } },
  },
] as const;
