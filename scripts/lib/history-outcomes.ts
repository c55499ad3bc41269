import { type AppointmentRecord, type AppointmentState } from '../../src/features/appointments/index.js';
import { pickWeighted, type Random } from './random.js';

const MINUTE_MS = 60_000;
const LATE_CANCELLATIONS = 0.2;

type Outcome = Extract<AppointmentState, 'completed' | 'cancelled' | 'no-show' | 'not-completed'>;

/** How appointments end, roughly as bureaus report it. */
const OUTCOMES: Record<Outcome, number> = { completed: 0.86, cancelled: 0.07, 'no-show': 0.05, 'not-completed': 0.02 };

/** The appointment as it stands long after its day, with the lines of history that led there and no keys any more. */
export function concluded(booked: AppointmentRecord, random: Random): AppointmentRecord {
  const { activeKeys: _ended, ...record } = booked;
  const isPresent = record.lane === 'walk-in';
  const outcome = isPresent ? 'completed' : pickWeighted(random, OUTCOMES);
  if (outcome === 'cancelled') return cancelled(record, random);
  const minutes = (count: number) => new Date(record.startsAt.getTime() + count * MINUTE_MS);
  if (outcome === 'no-show')
    return withLines(record, outcome, [{ action: 'marked-no-show', at: minutes(8 * 60), actor: 'system' }]);
  const arrival = random.integer(40) - 25;
  const action = outcome === 'completed' ? 'completed' : 'failed';
  return withLines(record, outcome, [
    { action: 'checked-in', at: minutes(arrival), actor: 'staff' },
    { action, at: minutes(Math.max(arrival, 0) + 15 + random.integer(40)), actor: 'staff' },
  ]);
}

function cancelled(record: AppointmentRecord, random: Random): AppointmentRecord {
  const isLate = random.next() < LATE_CANCELLATIONS;
  const last = record.startsAt.getTime() - (isLate ? 60 : 18 * 60) * MINUTE_MS;
  const first = Math.max(record.createdAt.getTime() + MINUTE_MS, isLate ? last - 3 * 60 * MINUTE_MS : 0);
  const at = new Date(Math.max(first, Math.floor(first + (last - first) * random.next())));
  return {
    ...withLines(record, 'cancelled', [{ action: 'cancelled', at, actor: 'couple', from: record.slot }]),
    sequence: 1,
    ...(isLate && { isLateCancellation: true }),
  };
}

function withLines(record: AppointmentRecord, state: Outcome, lines: AppointmentRecord['history']): AppointmentRecord {
  const history = [...record.history, ...lines];
  return { ...record, state, history, updatedAt: history.at(-1)?.at ?? record.updatedAt };
}
