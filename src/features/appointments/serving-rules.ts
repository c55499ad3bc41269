import type { CivilDate } from '../calendar/index.js';
import type { AppointmentRecord } from './appointment.model.js';
import { stateAfter } from './appointment-state.js';

/** Lines of the history that change no state. */
const ASIDE = new Set(['documents-checked', 'overbooked']);
const UNDO_MS = 5 * 60_000;
const NO_SHOW_UNDO_MS = 30 * 86_400_000;

export type CheckInVerdict =
  | 'yes'
  | 'check-in-cancelled'
  | 'check-in-twice'
  | 'check-in-missed'
  | 'check-in-finished'
  | 'check-in-wrong-day'
  | 'check-in-too-early'
  | 'check-in-too-late';

type Standing = Pick<AppointmentRecord, 'state' | 'date' | 'outcome'>;

/** Whether they may be checked in now. The button and the POST ask the same question. */
export function mayCheckIn(
  { state, date, outcome }: Standing,
  { today, from, closesAt }: { today: CivilDate; from: Date; closesAt: Date | undefined },
  now: Date,
): CheckInVerdict {
  if (!stateAfter(state, 'check-in')) return REFUSED[state] ?? 'check-in-finished';
  const isReturn = state === 'not-completed';
  if (isReturn && outcome?.returnUntil === undefined) return 'check-in-finished';
  if (isReturn ? today > (outcome?.returnUntil ?? '') : today !== date) return 'check-in-wrong-day';
  if (!isReturn && now < from) return 'check-in-too-early';
  return closesAt === undefined || now >= closesAt ? 'check-in-too-late' : 'yes';
}

export type UndoVerdict = 'yes' | 'not-undoable' | 'undo-too-late' | 'undo-walk-in';

/** What was done a moment ago can be taken back; a no-show for as long as it counts against anybody. */
export function mayUndo({ state, history }: Pick<AppointmentRecord, 'state' | 'history'>, now: Date): UndoVerdict {
  const last = history.filter(({ action }) => !ASIDE.has(action)).at(-1);
  if (!last || !stateAfter(state, 'undo')) return 'not-undoable';
  if (last.action === 'walked-in') return 'undo-walk-in';
  const limit = state === 'no-show' ? NO_SHOW_UNDO_MS : UNDO_MS;
  return now.getTime() - last.at.getTime() <= limit ? 'yes' : 'undo-too-late';
}

const REFUSED: Partial<Record<AppointmentRecord['state'], CheckInVerdict>> = {
  cancelled: 'check-in-cancelled',
  'checked-in': 'check-in-twice',
  'no-show': 'check-in-missed',
};
