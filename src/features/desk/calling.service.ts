import type { Actor } from '../../audit/index.js';
import { DomainError, ValidationFailed } from '../../errors/index.js';
import { halfDayAt } from '../appointments/index.js';
import { civilDateAt, type HolidayCalendar } from '../calendar/index.js';
import { type Business, type Hall, type HallDirectory, requireOffered } from '../halls/index.js';
import { businessFamily } from '../eligibility/index.js';
import type { Queue } from './queue.read-model.js';
import { nextFor } from './queue-order.js';
import type { TicketRecord } from './ticket.model.js';
import type { Move, Tickets } from './tickets.service.js';
import { type ServiceWindow, windowsOf } from './windows.js';

/** Each lost race is somebody else's call, so a queue is exhausted long before this. */
const TRIES = 50;

interface AtWindow {
  window: number;
  actor: Actor;
  now: Date;
}

type OnTicket = AtWindow & { id: string };

/** What a registrar does with the line. The filter of one write decides who gets whom. */
export class Calling {
  constructor(
    private readonly deps: { tickets: Tickets; queue: Queue; halls: HallDirectory; calendar: HolidayCalendar },
  ) {}

  /** The next couple for this desk, or undefined when nobody waits for it. Throws `window-busy`. */
  async callNext({ window, actor, now }: AtWindow): Promise<TicketRecord | undefined> {
    const hall = await this.deps.halls.named(actor.hall);
    const { family } = requireWindow(hall, window);
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const line = await this.deps.queue.line({ hall, family, now });
      const next = nextFor(window, line.ordered);
      if (!next) return undefined;
      const called = await this.deps.tickets.move({
        ...atDesk({ id: next._id, window, actor, now }, 'call'),
        set: { ...inHand(next, window), calledAt: now, firstCalledAt: next.firstCalledAt ?? now },
        unset: ['forWindow'],
        inc: { calls: 1 },
      });
      if (called) return called;
    }
    throw new DomainError('ticket-changed');
  }

  /** Says the number again. */
  async recall(request: OnTicket): Promise<TicketRecord> {
    return this.take({
      ...atDesk(request, 'recall'),
      only: own(request),
      set: { calledAt: request.now },
      inc: { calls: 1 },
    });
  }

  /** Puts a couple aside: they fetch a paper, or did not come. Nobody calls them again by the clock. */
  async hold({ isAbsent, ...request }: OnTicket & { isAbsent: boolean }): Promise<TicketRecord> {
    return this.take({ ...atDesk(request, 'hold'), only: own(request), set: { isAbsent }, unset: ['activeWindow'] });
  }

  /** Calls a couple that was put aside to this desk. */
  async resume(request: OnTicket): Promise<TicketRecord> {
    const { actor, now, window } = request;
    const hall = await this.deps.halls.named(actor.hall);
    const ticket = await this.deps.tickets.find(request.id, hall.id);
    if (requireWindow(hall, window).family !== ticket.family)
      throw new ValidationFailed([{ field: 'window', code: 'other-line' }]);
    const set = { ...inHand(ticket, window), calledAt: now };
    return this.take({ ...atDesk(request, 'resume'), set, unset: ['isAbsent', 'forWindow'], inc: { calls: 1 } });
  }

  /** Back into the line, at the end of this half-day, for those who turned up after all. */
  async requeue(request: OnTicket): Promise<TicketRecord> {
    const { now, actor } = request;
    const hall = await this.deps.halls.named(actor.hall);
    const day = { hall, date: civilDateAt(now, hall.timeZone), calendar: await this.deps.calendar.current() };
    const set = { isLate: true, queuedAt: now, halfDay: halfDayAt(day, now) };
    return this.take({ ...atDesk(request, 'requeue'), set, unset: ['isAbsent', 'forWindow', 'window'] });
  }

  async serve(request: OnTicket): Promise<TicketRecord> {
    return this.take({ ...atDesk(request, 'serve'), only: own(request), set: { servingAt: request.now } });
  }

  /** To another desk of the same line, which calls them before anybody else. */
  async transferToWindow({ to, ...request }: OnTicket & { to: number }): Promise<TicketRecord> {
    const ticket = await this.deps.tickets.find(request.id, request.actor.hall);
    const hall = await this.deps.halls.named(request.actor.hall);
    if (requireWindow(hall, to).family !== ticket.family)
      throw new ValidationFailed([{ field: 'to', code: 'other-line' }]);
    return this.take({ ...atDesk(request, 'transfer'), set: { forWindow: to }, unset: LEAVING });
  }

  /** To the line of another business, under a number of its own range. */
  async transferToBusiness({ to, ...request }: OnTicket & { to: Business }): Promise<TicketRecord> {
    const { actor, now } = request;
    const ticket = await this.deps.tickets.find(request.id, actor.hall);
    const hall = await this.deps.halls.named(actor.hall);
    requireOffered(hall, to);
    const family = businessFamily(to);
    if (family === ticket.family) throw new ValidationFailed([{ field: 'to', code: 'same-line' }]);
    const number = await this.deps.tickets.draw({ hall: hall.id, date: ticket.date, business: to });
    const set = { number, family, business: to, isLate: false, slotStart: now, queuedAt: now };
    return this.take({ ...atDesk(request, 'transfer'), set, unset: [...LEAVING, 'forWindow'], reason: ticket.number });
  }

  private async take(move: Move): Promise<TicketRecord> {
    const moved = await this.deps.tickets.move(move);
    if (!moved) throw new DomainError('ticket-changed');
    return moved;
  }
}

const LEAVING = ['window', 'activeWindow', 'isAbsent', 'servingAt'];

export function requireWindow(hall: Hall, number: number): ServiceWindow {
  const window = windowsOf(hall).find((candidate) => candidate.number === number);
  if (!window) throw new ValidationFailed([{ field: 'window', code: 'unknown-window' }]);
  return window;
}

/** The fields by which a desk has a couple in hand. */
export function inHand(
  { hall, date }: Pick<TicketRecord, 'hall' | 'date'>,
  window: number,
): { window: number; activeWindow: string } {
  return { window, activeWindow: `${hall}/${date}/${window}` };
}

function own({ window }: AtWindow): object {
  return { window };
}

function atDesk(
  { id, actor, now }: OnTicket,
  action: Move['action'],
): Pick<Move, 'id' | 'hall' | 'action' | 'actor' | 'now'> {
  return { id, hall: actor.hall, action, actor, now };
}
