import { type Connection, type Model, Schema } from 'mongoose';

/** Which reminders somebody does not want. News of a change cannot be declined and stands in none. */
export interface MessagePreferenceRecord {
  /** Keyed hash of the phone: what is declined is declined for every appointment it serves. */
  _id: string;
  /** Kinds of reminders. */
  declined: string[];
  changedAt: Date;
}

const schema = new Schema<MessagePreferenceRecord>(
  {
    _id: { type: String, required: true },
    declined: { type: [String], required: true },
    changedAt: { type: Date, required: true },
  },
  { collection: 'messagePreferences', versionKey: false, strict: 'throw' },
);

export type MessagePreferenceModel = Model<MessagePreferenceRecord>;

export function messagePreferenceModel(connection: Connection): MessagePreferenceModel {
  return connection.model<MessagePreferenceRecord>('MessagePreference', schema);
}
