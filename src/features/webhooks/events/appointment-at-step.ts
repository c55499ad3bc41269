import { type AppointmentRecord, type AppointmentState, stateAfter } from '../../appointments/index.js';
import { slotNameOf } from '../../slots/index.js';

/** Steps that say where an appointment is from then on. */
const PLACING: ReadonlySet<string> = new Set(['booked', 'walked-in', 'rescheduled', 'moved']);

const REACHED: Readonly<Record<string, AppointmentState>> = {
  booked: 'confirmed',
  'walked-in': 'checked-in',
  cancelled: 'cancelled',
  'checked-in': 'checked-in',
  completed: 'completed',
  'not-completed': 'not-completed',
  incomplete: 'not-completed',
  withdrawn: 'not-completed',
  unserved: 'not-completed',
  'no-show': 'no-show',
};

type Told = Pick<AppointmentRecord, 'history' | 'slot' | 'hall' | 'business' | 'lane' | 'date' | 'start' | 'end'>;

export interface Place {
  hall: string;
  business: string;
  lane: string;
  date: string;
  start: string;
  /** Not known any more of a time that was given up. */
  end?: string;
}

/** Where an appointment was after one step of its history, however often it has moved since. */
export function placeAt({ history, slot, ...record }: Told, index: number): Place {
  const placed = history.slice(0, index + 1).findLast(({ action, to }) => PLACING.has(action) && to !== undefined);
  const { hall, business, lane, date, start, end } = record;
  if (placed?.to === undefined || placed.to === slot) return { hall, business, lane, date, start, end };
  return slotNameOf(placed.to);
}

/** Its state after that step. */
export function stateAt(history: Told['history'], index: number): AppointmentState {
  return history
    .slice(0, index + 1)
    .reduce<AppointmentState>(
      (state, { action }) => (action === 'undone' ? stateAfter(state, 'undo') : REACHED[action]) ?? state,
      'confirmed',
    );
}

/** The halls that a step concerns: the one it leads to and the one it leaves. */
export function hallsAt(record: Told, index: number): string[] {
  const left = record.history[index]?.from;
  const there = placeAt(record, index).hall;
  return left === undefined ? [there] : [there, slotNameOf(left).hall];
}
