import { type Connection, type Model, Schema } from 'mongoose';

/** One look of a member of staff at somebody's full record. */
export interface PersonReadRecord {
  _id: string;
  /** Keyed hash of session × people × day: within it the reason is asked once. */
  case: string;
  at: Date;
  staff: string;
  staffName: string;
  hall: string;
  /** As the audit chain names it: `appointment:XY-7K3M-9Q2P`. */
  subject: string;
  /** Keyed hashes of the people in the record. */
  people: string[];
  /** Which page showed it. */
  what: string;
  reason: string;
  /** Somebody in the record bears the name of whoever looks. */
  isOwnName?: boolean;
}

const required = { type: String, required: true };

const schema = new Schema<PersonReadRecord>(
  {
    _id: required,
    case: required,
    at: { type: Date, required: true },
    staff: required,
    staffName: required,
    hall: required,
    subject: required,
    people: [required],
    what: required,
    reason: required,
    isOwnName: Boolean,
  },
  { collection: 'personReads', versionKey: false, strict: 'throw' },
);

export type PersonReadModel = Model<PersonReadRecord>;

export function personReadModel(connection: Connection): PersonReadModel {
  return connection.model<PersonReadRecord>('PersonRead', schema);
}

export const personReadIndexes = [
  { name: 'case', key: { case: 1, at: 1 } },
  { name: 'at', key: { at: 1 } },
  { name: 'people', key: { people: 1, at: -1 } },
] as const;
