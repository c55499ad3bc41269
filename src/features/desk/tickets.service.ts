import type { Model } from 'mongoose';
import { type Actor, actorId, systemActor } from '../../audit/index.js';
import { DomainError, isDuplicateKey, NotFound } from '../../errors/index.js';
import { newId } from '../../infrastructure/ids.js';
import { type AppointmentRecord, halfDayAt } from '../appointments/index.js';
import { civilDateAt, type HolidayCalendar } from '../calendar/index.js';
import { businessFamily } from '../eligibility/index.js';
import { type HallDirectory, policyOn } from '../halls/index.js';
import { isLateArrival } from './arrival.js';
import type { SeriesRecord, TicketModel, TicketRecord } from './ticket.model.js';
import { seriesId, ticketNumber } from './ticket-series.js';
import { stateAfterAction, statesBefore, type TicketAction } from './ticket-state.js';

const ALIVE = ['waiting', 'called', 'held', 'serving'] as const;

/** Gives out waiting numbers, and moves a ticket from one state to the next by one guarded write. */
export class Tickets {
  constructor(
    private readonly deps: {
      tickets: TicketModel;
      series: Model<SeriesRecord>;
      halls: HallDirectory;
      calendar: HolidayCalendar;
    },
  ) {}

  /** The number of whoever has checked in; asking again, or printing again, gives the same one. */
  async take({ record, isGreen, actor, now }: Taking): Promise<TicketRecord> {
    const waiting = await this.alive(record._id);
    if (waiting) return waiting;
    const ticket = await this.newTicket({ record, isGreen, actor, now });
    try {
      await this.deps.tickets.create([ticket]);
      return ticket;
    } catch (error) {
      if (!isDuplicateKey(error, 'onePerAppointment')) throw error;
      return (await this.alive(record._id)) ?? ticket;
    }
  }

  /** A ticket of this hall; another hall's is as unknown as one that does not exist. */
  async find(id: string, hall: string): Promise<TicketRecord> {
    const ticket = await this.deps.tickets.findOne({ _id: id, hall }).lean();
    if (!ticket) throw new NotFound('ticket-unknown');
    return ticket;
  }

  async alive(appointment: string): Promise<TicketRecord | undefined> {
    return (await this.deps.tickets.findOne({ activeAppointment: appointment }).lean()) ?? undefined;
  }

  /**
   * Takes an action on a ticket that is in a state which allows it; undefined when somebody was quicker. Throws `window-busy`
   * when the desk already has a couple.
   */
  async move({
    id,
    hall,
    action,
    actor,
    now,
    only,
    set,
    unset = [],
    inc,
    reason,
  }: Move): Promise<TicketRecord | undefined> {
    const history = { action, at: now, actor: actorId(actor), ...(reason && { reason }) };
    try {
      const moved = await this.deps.tickets
        .findOneAndUpdate(
          { _id: id, hall, state: { $in: statesBefore(action) }, ...only },
          {
            $set: { ...set, state: stateAfterAction(action), updatedAt: now },
            ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((field) => [field, 1])) }),
            ...(inc && { $inc: inc }),
            $push: { history },
          },
          { returnDocument: 'after' },
        )
        .lean();
      return moved ?? undefined;
    } catch (error) {
      throw isDuplicateKey(error, 'onePerWindow') ? new DomainError('window-busy', { cause: error }) : error;
    }
  }

  /** The next number of a business's family today. A number whose ticket was never written stays unused. */
  async draw(where: { hall: string; date: string; business: AppointmentRecord['business'] }): Promise<string> {
    const _id = seriesId(where);
    const count = () =>
      this.deps.series
        .findOneAndUpdate({ _id }, { $inc: { last: 1 } }, { upsert: true, returnDocument: 'after' })
        .lean();
    const drawn = await count().catch((error: unknown) => {
      // Two first couples of the day at once: the other one has made the series.
      if (isDuplicateKey(error)) return count();
      throw error;
    });
    return ticketNumber(businessFamily(where.business), drawn?.last ?? 1);
  }

  /** Numbers of days that are over stand in no line any more; doing it again changes nothing. */
  async closeDays(now: Date): Promise<number> {
    let closed = 0;
    for (const { id, timeZone } of await this.deps.halls.list()) {
      const { modifiedCount } = await this.deps.tickets.updateMany(
        { hall: id, date: { $lt: civilDateAt(now, timeZone) }, state: { $in: ALIVE } },
        {
          $set: { state: 'cancelled', updatedAt: now },
          $unset: { activeAppointment: 1, activeWindow: 1 },
          $push: { history: { action: 'closed', at: now, actor: actorId(systemActor(id)) } },
        },
      );
      closed += modifiedCount;
    }
    return closed;
  }

  private async newTicket({ record, isGreen, actor, now }: Taking): Promise<TicketRecord> {
    const hall = await this.deps.halls.named(record.hall);
    const date = civilDateAt(now, hall.timeZone);
    const origin = record.history[0]?.action === 'walked-in' ? 'walk-in' : 'booked';
    const isOwnSlot = origin === 'booked' && record.date === date;
    const { lateAfterMinutes } = policyOn(hall, date).checkIn;
    const isLate = isOwnSlot && isLateArrival(record.startsAt, lateAfterMinutes, now);
    const slotStart = isOwnSlot ? record.startsAt : now;
    const place = { hall, date, calendar: await this.deps.calendar.current() };
    return {
      _id: newId(),
      hall: hall.id,
      date,
      number: await this.draw({ hall: hall.id, date, business: record.business }),
      family: businessFamily(record.business),
      business: record.business,
      appointment: record._id,
      reference: record.reference,
      origin,
      isGreen,
      isLate,
      halfDay: halfDayAt(place, isLate ? now : slotStart),
      slotStart,
      queuedAt: now,
      state: 'waiting',
      calls: 0,
      activeAppointment: record._id,
      history: [{ action: 'taken', at: now, actor: actorId(actor) }],
      createdAt: now,
      updatedAt: now,
    };
  }
}

interface Taking {
  record: AppointmentRecord;
  isGreen: boolean;
  actor: Actor;
  now: Date;
}

export interface Move {
  id: string;
  hall: string;
  action: TicketAction;
  actor: Actor;
  now: Date;
  /** What else must hold. */
  only?: object;
  set?: object;
  unset?: string[];
  inc?: Record<string, number>;
  reason?: string;
}
