import type { MessageState } from '../message.model.js';

const TONES = {
  queued: 'neutral',
  sending: 'neutral',
  sent: 'success',
  delivered: 'success',
  failed: 'error',
  cancelled: 'neutral',
  suppressed: 'warning',
} as const satisfies Record<MessageState, string>;

/** How a state is coloured on pages of staff; its words say the same. */
export function stateTone(state: MessageState): (typeof TONES)[MessageState] {
  return TONES[state];
}
