import type { Actor } from '../../audit/index.js';
import { DomainError } from '../../errors/index.js';
import type { AppointmentRecord, Serving } from '../appointments/index.js';
import type { Business } from '../halls/index.js';
import { inHand } from './calling.service.js';
import type { TicketRecord } from './ticket.model.js';
import type { Tickets } from './tickets.service.js';

export type Outcome =
  | { kind: 'registered'; certificateSerial?: string }
  | { kind: 'refused'; reason: string }
  | { kind: 'incomplete'; until: string }
  | { kind: 'withdrawn' };

export const OUTCOMES = ['registered', 'refused', 'incomplete', 'withdrawn'] as const satisfies Outcome['kind'][];

/** What becomes of a divorce is decided on its application, which then ends the visit: the desk only closes the ticket. */
const DECIDED_IN_APPLICATION: Partial<Record<Business, readonly Outcome['kind'][]>> = {
  'divorce-application': ['registered'],
  'divorce-issue': ['registered', 'refused'],
};

/** The outcomes that are decided at the desk itself. */
export function outcomesAtDesk(business: Business): Outcome['kind'][] {
  return OUTCOMES.filter((kind) => !DECIDED_IN_APPLICATION[business]?.includes(kind));
}

interface OnTicket {
  id: string;
  /** The desk that asks, when only its own couple is meant. */
  window?: number;
  actor: Actor;
  now: Date;
}

/** How a couple leaves the desk. The appointment is changed first; a ticket left open by a crash is finished by pressing again. */
export class Finishing {
  constructor(private readonly deps: { tickets: Tickets; serving: Serving }) {}

  /** Throws `ticket-changed`, `documents-unchecked`, `certificate-taken` or ValidationFailed; then nothing changed. */
  async finish({ outcome, ...request }: OnTicket & { outcome: Outcome }): Promise<TicketRecord> {
    const { id, actor, now } = request;
    const ticket = await this.deps.tickets.find(id, actor.hall);
    if (ticket.state !== 'serving' || isElsewhere(ticket, request)) throw new DomainError('ticket-changed');
    const record = await this.deps.serving.find(ticket.reference, actor.hall);
    if (record.state === 'checked-in') await this.settle(record, outcome, request);
    return this.move(request, 'finish', { set: { doneAt: now }, unset: ['activeAppointment', 'activeWindow'] });
  }

  /** They change their mind while they wait. */
  async withdrawWaiting({ id, actor, now }: OnTicket): Promise<TicketRecord> {
    const ticket = await this.deps.tickets.find(id, actor.hall);
    const record = await this.deps.serving.find(ticket.reference, actor.hall);
    if (record.state === 'checked-in') await this.deps.serving.withdraw({ record, actor, now });
    return this.move({ id, actor, now }, 'cancel', { unset: ['activeAppointment', 'activeWindow'] });
  }

  /** Takes a check-in back: the couple is booked again and its number is void. */
  async undoCheckIn({ reason, ...request }: OnTicket & { reason: string }): Promise<TicketRecord> {
    const { id, actor, now } = request;
    const ticket = await this.deps.tickets.find(id, actor.hall);
    if (ticket.state !== 'waiting') throw new DomainError('ticket-changed');
    const record = await this.deps.serving.find(ticket.reference, actor.hall);
    if (record.state === 'checked-in') await this.deps.serving.undo({ record, reason, actor, now });
    return this.move(request, 'cancel', { unset: ['activeAppointment'], reason });
  }

  /** Takes an outcome back within five minutes: the couple sits at the desk again, or waits beside it when somebody else does. */
  async undoFinish({ reason, ...request }: OnTicket & { reason: string }): Promise<TicketRecord> {
    const { id, actor, now } = request;
    const ticket = await this.deps.tickets.find(id, actor.hall);
    if (ticket.state !== 'done' || ticket.window === undefined || isElsewhere(ticket, request))
      throw new DomainError('ticket-changed');
    const record = await this.deps.serving.find(ticket.reference, actor.hall);
    if (record.state !== 'checked-in') await this.deps.serving.undo({ record, reason, actor, now });
    const back = { activeAppointment: ticket.appointment };
    const seated = { ...back, ...inHand(ticket, ticket.window) };
    try {
      return await this.move(request, 'undo', { set: seated, unset: ['doneAt'], reason });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'window-busy') throw error;
      return this.move(request, 'undo-aside', { set: back, unset: ['doneAt'], reason });
    }
  }

  private async settle(record: AppointmentRecord, outcome: Outcome, { actor, now }: OnTicket): Promise<void> {
    const { serving } = this.deps;
    if (!outcomesAtDesk(record.business).includes(outcome.kind)) throw new DomainError('decided-in-application');
    const by = { record, actor, now };
    switch (outcome.kind) {
      case 'registered':
        await serving.complete({ ...by, ...outcome });
        return;
      case 'refused':
        await serving.fail({ ...by, reason: outcome.reason });
        return;
      case 'incomplete':
        await serving.returnIncomplete({ ...by, until: outcome.until });
        return;
      case 'withdrawn':
        await serving.withdraw(by);
    }
  }

  private async move(
    { id, actor, now }: OnTicket,
    action: 'finish' | 'cancel' | 'undo' | 'undo-aside',
    change: { set?: object; unset: string[]; reason?: string },
  ): Promise<TicketRecord> {
    const moved = await this.deps.tickets.move({ id, hall: actor.hall, action, actor, now, ...change });
    if (!moved) throw new DomainError('ticket-changed');
    return moved;
  }
}

/** What one desk finished is not another desk's to finish or to take back. */
function isElsewhere(ticket: TicketRecord, { window }: OnTicket): boolean {
  return window !== undefined && ticket.window !== window;
}
