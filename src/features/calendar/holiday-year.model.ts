import { type Connection, type Model, Schema } from 'mongoose';
import type { HolidayYear, NamedDay } from './holiday-year.js';

export interface HolidayYearRecord extends Omit<HolidayYear, 'year'> {
  /** The year itself, so that there is one document for it. */
  _id: number;
  revision: number;
  history: { revision: number; at: Date; actor: string; source: string }[];
}

const namedDay = new Schema<NamedDay>(
  {
    date: { type: String, required: true },
    name: { type: String, required: true },
    nameEn: String,
  },
  { _id: false },
);

const schema = new Schema<HolidayYearRecord>(
  {
    _id: { type: Number, required: true },
    source: { type: String, required: true },
    holidays: { type: [namedDay], required: true },
    workdays: { type: [namedDay], required: true },
    revision: { type: Number, required: true },
    history: [{ _id: false, revision: Number, at: Date, actor: String, source: String }],
  },
  { collection: 'holidayYears', versionKey: false, strict: 'throw', autoIndex: false },
);

export type HolidayYearModel = Model<HolidayYearRecord>;

export function holidayYearModel(connection: Connection): HolidayYearModel {
  return connection.model<HolidayYearRecord>('HolidayYear', schema);
}
