export const TICKET_STATES = ['waiting', 'called', 'held', 'serving', 'done', 'cancelled'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

export const TICKET_ACTIONS = [
  'call',
  'recall',
  'hold',
  'resume',
  'requeue',
  'transfer',
  'serve',
  'finish',
  'undo',
  'undo-aside',
  'cancel',
] as const;
export type TicketAction = (typeof TICKET_ACTIONS)[number];

/** From where an action may be taken, and where it leads. Nothing but a person's `resume` or `requeue` leads out of `held`. */
const ACTIONS: Record<TicketAction, { from: readonly TicketState[]; to: TicketState }> = {
  call: { from: ['waiting'], to: 'called' },
  recall: { from: ['called'], to: 'called' },
  hold: { from: ['called', 'serving'], to: 'held' },
  resume: { from: ['held'], to: 'called' },
  requeue: { from: ['held'], to: 'waiting' },
  transfer: { from: ['waiting', 'called', 'held', 'serving'], to: 'waiting' },
  serve: { from: ['called'], to: 'serving' },
  finish: { from: ['serving'], to: 'done' },
  undo: { from: ['done'], to: 'serving' },
  // Somebody else sits at the desk by now.
  'undo-aside': { from: ['done'], to: 'held' },
  cancel: { from: ['waiting', 'called', 'held'], to: 'cancelled' },
};

/** The button and the POST ask the same question. */
export function mayTake(action: TicketAction, state: TicketState): boolean {
  return ACTIONS[action].from.includes(state);
}

export function statesBefore(action: TicketAction): readonly TicketState[] {
  return ACTIONS[action].from;
}

export function stateAfterAction(action: TicketAction): TicketState {
  return ACTIONS[action].to;
}
