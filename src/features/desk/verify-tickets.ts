import type { AppointmentModel } from '../appointments/index.js';
import type { TicketModel, TicketRecord } from './ticket.model.js';

/** A couple is changed first and its ticket a moment after. */
const GRACE_MS = 60_000;
const IN_HALL: readonly TicketRecord['state'][] = ['waiting', 'called', 'held', 'serving'];
const AT_A_DESK: readonly TicketRecord['state'][] = ['called', 'serving'];

interface Checked {
  checked: { tickets: number };
  violations: { invariant: string; subject: string; detail: string }[];
}

/** Proves on a live database, reading only, that who waits has checked in, waits once, and sits at one desk at most. */
export async function verifyTickets(
  { tickets, appointments }: { tickets: TicketModel; appointments: AppointmentModel },
  now: Date,
): Promise<Checked> {
  const settled = new Date(now.getTime() - GRACE_MS);
  const result: Checked = { checked: { tickets: 0 }, violations: [] };
  for await (const ticket of tickets.find().lean().cursor({ batchSize: 500 })) {
    result.checked.tickets += 1;
    const keys = wrongKeys(ticket);
    if (keys) result.violations.push(violation('ticket-keys', ticket, keys));
    if (!IN_HALL.includes(ticket.state) || ticket.updatedAt >= settled) continue;
    const { state } = (await appointments.findById(ticket.appointment, { state: 1 }).lean()) ?? {};
    if (state !== 'checked-in')
      result.violations.push(violation('ticket-outlives-visit', ticket, `its appointment is ${state ?? 'gone'}`));
  }
  return result;
}

function wrongKeys({ state, appointment, activeAppointment, hall, date, window, activeWindow }: TicketRecord) {
  if (activeAppointment !== (IN_HALL.includes(state) ? appointment : undefined))
    return `it is ${state} and its appointment's key is ${activeAppointment ?? 'missing'}`;
  if (activeWindow !== (AT_A_DESK.includes(state) ? `${hall}/${date}/${window}` : undefined))
    return `it is ${state} and its window's key is ${activeWindow ?? 'missing'}`;
  return undefined;
}

function violation(
  invariant: string,
  { hall, date, number }: TicketRecord,
  detail: string,
): Checked['violations'][number] {
  return { invariant, subject: `${hall}/${date}/${number}`, detail };
}
