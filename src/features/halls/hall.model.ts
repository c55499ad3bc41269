import { type Connection, type Model, Schema } from 'mongoose';
import { BUSINESSES, LANES } from './business.js';
import type { HallChange } from './hall-change.js';
import type { Hall } from './hall.js';

export type HallRecord = Omit<Hall, 'id'> & {
  _id: string;
  history?: HallHistoryItem[];
  /** A change whose consequences have not all been drawn yet. */
  unfinished?: { revision: number; since: Date };
};

export interface HallHistoryItem {
  revision: number;
  at: Date;
  actor: string;
  /** Name of the actor then. */
  by: string;
  reason: string;
  change: HallChange;
}

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
        hours: { type: hours, default: undefined },
        windows: { type: { _id: false, business: String, count }, default: undefined },
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
        rollCoolingEnd: Boolean,
      },
    ],
    revision: Number,
    history: {
      type: [
        {
          _id: false,
          revision: count,
          at: Date,
          actor: String,
          by: String,
          reason: String,
          change: Schema.Types.Mixed,
        },
      ],
      default: undefined,
    },
    unfinished: { type: { _id: false, revision: count, since: Date }, default: undefined },
  },
  { collection: 'halls', versionKey: false, strict: 'throw' },
);

export type HallModel = Model<HallRecord>;

export function hallModel(connection: Connection): HallModel {
  return connection.model<HallRecord>('Hall', schema);
}
