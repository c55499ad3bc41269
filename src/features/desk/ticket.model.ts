import { type Connection, type Model, Schema } from 'mongoose';
import type { BusinessFamily } from '../eligibility/index.js';
import { type Business, BUSINESSES } from '../halls/index.js';
import { TICKET_STATES, type TicketState } from './ticket-state.js';

/** A waiting number of one day. It names an appointment and nobody: what hangs on the wall may be read by anybody. */
export interface TicketRecord {
  _id: string;
  hall: string;
  date: string;
  number: string;
  family: BusinessFamily;
  business: Business;
  appointment: string;
  reference: string;
  origin: 'booked' | 'walk-in';
  isGreen: boolean;
  isLate: boolean;
  halfDay: number;
  slotStart: Date;
  queuedAt: Date;
  state: TicketState;
  /** The desk that has or had it. */
  window?: number;
  /** The only desk that may call it, after a transfer. */
  forWindow?: number;
  /** Called and did not come, as opposed to fetching a paper. */
  isAbsent?: boolean;
  calls: number;
  firstCalledAt?: Date;
  calledAt?: Date;
  servingAt?: Date;
  doneAt?: Date;
  /** Present while the ticket is alive, unique: one appointment never waits twice. */
  activeAppointment?: string;
  /** Present while a desk has it in hand, unique: one desk never has two couples. */
  activeWindow?: string;
  history: { action: string; at: Date; actor: string; from?: string; reason?: string }[];
  createdAt: Date;
  updatedAt: Date;
}

const required = { type: String, required: true };
const instant = { type: Date, required: true };
const flag = { type: Boolean, required: true };

const schema = new Schema<TicketRecord>(
  {
    _id: required,
    hall: required,
    date: required,
    number: required,
    family: required,
    business: { ...required, enum: BUSINESSES },
    appointment: required,
    reference: required,
    origin: { ...required, enum: ['booked', 'walk-in'] },
    isGreen: flag,
    isLate: flag,
    halfDay: { type: Number, required: true },
    slotStart: instant,
    queuedAt: instant,
    state: { ...required, enum: TICKET_STATES },
    window: Number,
    forWindow: Number,
    isAbsent: Boolean,
    calls: { type: Number, required: true, min: 0 },
    firstCalledAt: Date,
    calledAt: Date,
    servingAt: Date,
    doneAt: Date,
    activeAppointment: String,
    activeWindow: String,
    history: [{ _id: false, action: required, at: instant, actor: required, from: String, reason: String }],
    createdAt: instant,
    updatedAt: instant,
  },
  { collection: 'tickets', versionKey: false, strict: 'throw' },
);

export type TicketModel = Model<TicketRecord>;

export function ticketModel(connection: Connection): TicketModel {
  return connection.model<TicketRecord>('Ticket', schema);
}

/** How far the numbers of one family have come on one day; a number that was drawn is never drawn again. */
export interface SeriesRecord {
  _id: string;
  last: number;
}

export function seriesModel(connection: Connection): Model<SeriesRecord> {
  const series = new Schema<SeriesRecord>(
    { _id: required, last: { type: Number, required: true } },
    { collection: 'ticketSeries', versionKey: false, strict: 'throw' },
  );
  return connection.model<SeriesRecord>('TicketSeries', series);
}

const onlyWith = (field: string) => ({ partialFilterExpression: { [field]: { $exists: true } } });

export const ticketIndexes = [
  { name: 'number', key: { hall: 1, date: 1, number: 1 }, unique: true },
  { name: 'onePerAppointment', key: { activeAppointment: 1 }, unique: true, ...onlyWith('activeAppointment') },
  { name: 'onePerWindow', key: { activeWindow: 1 }, unique: true, ...onlyWith('activeWindow') },
  { name: 'changed', key: { hall: 1, updatedAt: 1 } },
] as const;
