import { type Connection, type Model, Schema } from 'mongoose';
import { BUSINESSES, LANES } from './business.js';
import type { Hall } from './hall.js';

export type HallRecord = Omit<Hall, 'id'> & { _id: string };

const bilingual = { _id: false, 'zh-CN': { type: String, required: true }, en: { type: String, required: true } };
const hours = { _id: false, from: { type: String, required: true }, to: { type: String, required: true } };
const count = { type: Number, required: true, min: 0 };

const schema = new Schema<HallRecord>(
  {
    _id: { type: String, required: true },
    name: bilingual,
    division: { type: String, required: true, match: /^\d{6}$/ },
    address: bilingual,
    phone: { type: String, required: true },
    transport: bilingual,
    timeZone: { type: String, required: true },
    location: { latitude: Number, longitude: Number },
    foreignAuthority: { type: Boolean, required: true },
    jurisdiction: {
      type: [
        { _id: false, basis: { type: String, enum: ['city-wide', 'province-wide'] }, from: String, until: String },
      ],
      default: undefined,
    },
    services: [
      {
        _id: false,
        business: { type: String, enum: BUSINESSES, required: true },
        windows: count,
        slotMinutes: { ...count, min: 5 },
        minutesPerCouple: { ...count, min: 1 },
        lanes: [
          { _id: false, lane: { type: String, enum: LANES, required: true }, share: count, minutesPerCouple: Number },
        ],
      },
    ],
    opening: [{ ...hours, weekday: { type: Number, required: true, min: 1, max: 7 } }],
    exceptions: [{ _id: false, date: { type: String, required: true }, hours: [hours], note: bilingual }],
    closures: [
      {
        _id: false,
        from: { type: String, required: true },
        to: { type: String, required: true },
        reason: bilingual,
      },
    ],
    policies: [
      {
        _id: false,
        from: { type: String, required: true },
        release: { daysAhead: count, at: String },
        peakRelease: { daysAhead: count, at: String },
        leadHours: count,
        holdMinutes: count,
        reschedules: count,
        freedPlaceMinutes: count,
        noShow: { count, withinDays: count, blockDays: count },
        checkIn: { opensMinutesBefore: count, lateAfterMinutes: count },
        couplesPerPhone: count,
        fewPlaces: count,
      },
    ],
  },
  { collection: 'halls', versionKey: false, strict: 'throw' },
);

export type HallModel = Model<HallRecord>;

export function hallModel(connection: Connection): HallModel {
  return connection.model<HallRecord>('Hall', schema);
}
