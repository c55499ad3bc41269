export const APPOINTMENT_STATES = [
  'confirmed',
  'cancelled',
  'checked-in',
  'completed',
  'not-completed',
  'no-show',
] as const;
export type AppointmentState = (typeof APPOINTMENT_STATES)[number];

export type AppointmentAction = 'cancel' | 'reschedule' | 'check-in' | 'complete' | 'fail' | 'mark-no-show' | 'undo';

const TRANSITIONS: Record<AppointmentState, Partial<Record<AppointmentAction, AppointmentState>>> = {
  confirmed: { cancel: 'cancelled', reschedule: 'confirmed', 'check-in': 'checked-in', 'mark-no-show': 'no-show' },
  'checked-in': { complete: 'completed', fail: 'not-completed', undo: 'confirmed' },
  completed: { undo: 'checked-in' },
  // Papers were missing, or the hall closed first: they may come back without booking again.
  'not-completed': { undo: 'checked-in', 'check-in': 'checked-in' },
  cancelled: {},
  // They were there after all, so nobody may mark them again by the clock.
  'no-show': { undo: 'checked-in' },
};

/** Where an action leads from a state; undefined when it is not allowed. The button and the POST ask the same question. */
export function stateAfter(state: AppointmentState, action: AppointmentAction): AppointmentState | undefined {
  return TRANSITIONS[state][action];
}

/** States in which both people count as having this appointment, so that neither can book the same kind twice. */
export function isActive(state: AppointmentState): boolean {
  return state === 'confirmed' || state === 'checked-in';
}
