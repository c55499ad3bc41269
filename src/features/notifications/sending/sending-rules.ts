import type { Urgency } from '../catalogue/definition.js';
import type { ChannelName } from '../channels/channel.js';
import { afterQuietHours } from '../quiet-hours.js';

/** Two messages to one person that are this close become one where one of them says everything. */
export const NEAR_MS = 10 * 60_000;

export type Verdict = { do: 'send' } | { do: 'wait'; until: Date } | { do: 'suppress'; reason: SuppressionReason };

export type SuppressionReason = 'too-late' | 'unsafe' | 'declined' | 'merged' | 'no-address';

export interface Circumstances {
  urgency: Urgency;
  channel: Exclude<ChannelName, 'outbox'>;
  timeZone: string;
  expiresAt?: Date;
  address: string;
  isUnsafe: boolean;
  /** The person asked not to be told this. */
  isDeclined: boolean;
  /** What is on record of a message that says the same and more. */
  covering?: { state: 'settled' | 'pending'; nextAt: Date };
}

/** Whether a message that is still owed goes out now. Reasons to keep quiet come before reasons to wait. */
export function judgeSending(circumstances: Circumstances, now: Date): Verdict {
  const { urgency, channel, timeZone, expiresAt, covering } = circumstances;
  const isOver = (at: Date) => expiresAt !== undefined && expiresAt <= at;
  if (circumstances.isUnsafe) return { do: 'suppress', reason: 'unsafe' };
  if (circumstances.address === '') return { do: 'suppress', reason: 'no-address' };
  if (isOver(now)) return { do: 'suppress', reason: 'too-late' };
  if (circumstances.isDeclined) return { do: 'suppress', reason: 'declined' };
  if (covering?.state === 'settled') return { do: 'suppress', reason: 'merged' };
  const loud = urgency === 'code' || channel === 'webhook' ? now : afterQuietHours(now, timeZone);
  if (isOver(loud)) return { do: 'suppress', reason: 'too-late' };
  if (loud > now) return { do: 'wait', until: loud };
  // The other one may yet be taken back; then this one has to say it.
  if (covering) return { do: 'wait', until: new Date(Math.max(covering.nextAt.getTime(), now.getTime()) + 5000) };
  return { do: 'send' };
}
