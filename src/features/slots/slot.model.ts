import { type Connection, type Model, Schema } from 'mongoose';
import { BUSINESSES, LANES } from '../halls/index.js';
import type { SlotName } from './slot-id.js';

/**
 * One lane of one business in one time slot. The slot owns its claims: what is free is the capacity less the claims that are
 * permanent (`until: null`) or not yet expired, computed in the filter of whoever claims. There is no counter that could drift.
 */
export interface SlotRecord extends SlotName {
  _id: string;
  end: string;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  /** When the public may claim it first. */
  releaseAt: Date;
  /** When the public may claim it last. */
  closesAt: Date;
  /** Taken out of the plan: existing claims stay, nobody claims any more. */
  isClosed: boolean;
  /** Capacity set by hand, which planning leaves alone. */
  isPinned: boolean;
  /** The plan has fewer places than couples who hold one: whoever leaves is not replaced. */
  isShort?: boolean;
  claims: Claim[];
  /** When a place was last taken, so that what a crash left is found without reading every slot. */
  claimedAt?: Date;
}

export interface Claim {
  /** The appointment, existing or to come. */
  holder: string;
  /** Null for an appointment; the end of a hold, or of the wait before a freed place returns to the public. */
  until: Date | null;
  at: Date;
}

const schema = new Schema<SlotRecord>(
  {
    _id: { type: String, required: true },
    hall: { type: String, required: true },
    date: { type: String, required: true },
    start: { type: String, required: true },
    end: { type: String, required: true },
    business: { type: String, enum: BUSINESSES, required: true },
    lane: { type: String, enum: LANES, required: true },
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    capacity: { type: Number, required: true, min: 0 },
    releaseAt: { type: Date, required: true },
    closesAt: { type: Date, required: true },
    isClosed: { type: Boolean, required: true },
    isPinned: { type: Boolean, required: true },
    isShort: Boolean,
    claims: [{ _id: false, holder: { type: String, required: true }, until: Date, at: { type: Date, required: true } }],
    claimedAt: Date,
  },
  { collection: 'slots', versionKey: false, strict: 'throw' },
);

export type SlotModel = Model<SlotRecord>;

export function slotModel(connection: Connection): SlotModel {
  return connection.model<SlotRecord>('Slot', schema);
}

export const slotIndexes = [
  { name: 'day', key: { hall: 1, date: 1 } },
  { name: 'availability', key: { hall: 1, business: 1, date: 1 } },
  { name: 'claimedAt', key: { claimedAt: 1 } },
] as const;
