import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import {
  type AppointmentModel,
  type AppointmentRecord,
  lastFourOf,
  type PersonalDetails,
  openPersonal,
} from '../appointments/index.js';
import { civilDateAt } from '../calendar/index.js';
import { businessFamily, type BusinessFamily, maskName } from '../eligibility/index.js';
import type { Hall, Lane } from '../halls/index.js';
import type { Queue } from './queue.read-model.js';
import { isOver, placeOf, type Place } from './place.js';
import type { TicketModel, TicketRecord } from './ticket.model.js';
import { type ServiceWindow, windowsOf } from './windows.js';

export interface BoardRow {
  reference: string;
  business: AppointmentRecord['business'];
  lane: Lane;
  start: string;
  names: string[];
  place: Place;
  ticket?: TicketRecord;
  /** Minutes until they are called, while they wait. */
  wait?: number;
}

export interface BoardWindow extends ServiceWindow {
  ticket?: TicketRecord;
  waiting: number;
}

export interface Board {
  rows: BoardRow[];
  counts: Record<Place, number>;
  lanes: { lane: Lane; counts: Record<Place, number> }[];
  windows: BoardWindow[];
}

const PLACES: readonly Place[] = ['booked', 'waiting', 'called', 'held', 'serving', 'done', 'no-show', 'left'];

/** Today at one hall: who is booked, here, being served and gone. Names masked, numbers never. */
export class Boards {
  constructor(
    private readonly deps: {
      appointments: AppointmentModel;
      tickets: TicketModel;
      queue: Queue;
      cipher: FieldCipher;
    },
  ) {}

  async today(hall: Hall, now: Date): Promise<Board> {
    const tickets = await this.deps.queue.today(hall, now);
    const records = await this.recordsOf(hall, tickets, now);
    const waits = await this.waitsOf(hall, tickets, now);
    const newest = new Map(tickets.sort(byAge).map((ticket) => [ticket.appointment, ticket]));
    const rows = records.map((record) => this.rowOf(record, newest.get(record._id), waits)).sort(byPlaceAndTime);
    return {
      rows,
      counts: countPlaces(rows),
      lanes: [...new Set(rows.map(({ lane }) => lane))]
        .sort()
        .map((lane) => ({ lane, counts: countPlaces(rows.filter((row) => row.lane === lane)) })),
      windows: windowsOf(hall).map((window) => ({
        ...window,
        ...inHandOf(tickets, window.number),
        waiting: tickets.filter(({ state, family }) => state === 'waiting' && family === window.family).length,
      })),
    };
  }

  /** Those of today whose document ends in these four characters; today's list only, so that nobody trawls the records. */
  async byLastFour(hall: Hall, text: string, now: Date): Promise<BoardRow[]> {
    const wanted = lastFourOf(text);
    const { rows } = await this.today(hall, now);
    const records = await this.deps.appointments
      .find({ reference: { $in: rows.map(({ reference }) => reference) } })
      .lean();
    const found = new Set(
      records
        .filter((record) => this.personalOf(record).parties.some(({ number }) => number.slice(-4) === wanted))
        .map(({ reference }) => reference),
    );
    return rows.filter(({ reference }) => found.has(reference));
  }

  /** Today's bookings, and whoever has a ticket today though booked for another day. */
  private async recordsOf(hall: Hall, tickets: readonly TicketRecord[], now: Date): Promise<AppointmentRecord[]> {
    const date = civilDateAt(now, hall.timeZone);
    const booked = await this.deps.appointments.find({ hall: hall.id, date, state: { $ne: 'cancelled' } }).lean();
    const known = new Set(booked.map(({ _id }) => _id));
    const others = tickets.map(({ appointment }) => appointment).filter((id) => !known.has(id));
    const returned = others.length === 0 ? [] : await this.deps.appointments.find({ _id: { $in: others } }).lean();
    return [...booked, ...returned];
  }

  private async waitsOf(hall: Hall, tickets: readonly TicketRecord[], now: Date): Promise<Map<string, number>> {
    const families = new Set<BusinessFamily>(tickets.map(({ family }) => family));
    const waits = new Map<string, number>();
    for (const family of families) {
      const line = await this.deps.queue.lineOf({ hall, family, now, tickets });
      line.ordered.forEach(({ _id }, index) => waits.set(_id, line.waits[index] ?? 0));
    }
    return waits;
  }

  private rowOf(record: AppointmentRecord, ticket: TicketRecord | undefined, waits: Map<string, number>): BoardRow {
    const wait = ticket && waits.get(ticket._id);
    return {
      reference: record.reference,
      business: record.business,
      lane: record.lane,
      start: record.start,
      names: this.personalOf(record).parties.map(({ name }) => maskName(name)),
      place: placeOf(record, ticket),
      ...(ticket && { ticket }),
      ...(wait !== undefined && { wait }),
    };
  }

  private personalOf({ personal }: AppointmentRecord): PersonalDetails {
    return openPersonal(this.deps.cipher, personal);
  }
}

/** Who may wait at a window's side of the board. */
export function isOfFamily(row: BoardRow, family: BusinessFamily): boolean {
  return (row.ticket?.family ?? businessFamily(row.business)) === family;
}

function inHandOf(tickets: readonly TicketRecord[], window: number): { ticket?: TicketRecord } {
  const ticket = tickets.find((each) => each.activeWindow !== undefined && each.window === window);
  return ticket ? { ticket } : {};
}

function countPlaces(rows: readonly BoardRow[]): Record<Place, number> {
  const counts = Object.fromEntries(PLACES.map((place) => [place, 0])) as Record<Place, number>;
  for (const { place } of rows) counts[place] += 1;
  return counts;
}

function byAge(a: TicketRecord, b: TicketRecord): number {
  return a.createdAt.getTime() - b.createdAt.getTime();
}

function byPlaceAndTime(a: BoardRow, b: BoardRow): number {
  const over = Number(isOver(a.place)) - Number(isOver(b.place));
  return over || a.start.localeCompare(b.start) || a.reference.localeCompare(b.reference);
}
