import type { AppointmentState } from '../appointments/index.js';
import type { TicketRecord } from './ticket.model.js';

/** Where a couple of today is. `left` is everybody who went without a certificate. */
export type Place = 'booked' | 'waiting' | 'called' | 'held' | 'serving' | 'done' | 'no-show' | 'left';

/** The ticket knows where in the hall they are; the appointment knows how it ended. */
export function placeOf(
  { state }: { state: AppointmentState },
  ticket: Pick<TicketRecord, 'state'> | undefined,
): Place {
  switch (state) {
    case 'confirmed':
      return 'booked';
    case 'completed':
      return 'done';
    case 'no-show':
      return 'no-show';
    case 'cancelled':
    case 'not-completed':
      return 'left';
    case 'checked-in':
      return ticket && isInHall(ticket.state) ? ticket.state : 'waiting';
  }
}

/** Nothing more will happen today. */
export function isOver(place: Place): boolean {
  return place === 'done' || place === 'no-show' || place === 'left';
}

function isInHall(state: TicketRecord['state']): state is 'waiting' | 'called' | 'held' | 'serving' {
  return state !== 'done' && state !== 'cancelled';
}
