import { CONTACT_ROLE, LETTER_ROLE } from '../appointments/index.js';
import { afterQuietHours, type MessageSummary } from '../notifications/index.js';

/** Who the couple is to an appointment's messages, by phone and by mailbox; others, such as other systems, are nobody's to see. */
const WAYS: Readonly<Record<string, Way>> = { [CONTACT_ROLE]: 'phone', [LETTER_ROLE]: 'email' };

/** How a message goes; the same one may go both ways at once. */
export type Way = 'phone' | 'email' | 'both';

export type Standing =
  'planned' | 'under-way' | 'sent' | 'delivered' | 'failed' | 'declined' | 'merged' | 'too-late' | 'not-sent';

/** A message as the couple may see it: what it is, how it goes, and what became of it. */
export interface ToldMessage {
  kind: string;
  way: Way;
  standing: Standing;
  /** When it was sent, or will be. */
  at: Date;
}

/** What was sent about an appointment and what is still to come, in the order of time; what was taken back is not there. */
export function toldMessages(
  messages: readonly MessageSummary[],
  { declined, timeZone, now }: { declined: readonly string[]; timeZone: string; now: Date },
): { earlier: ToldMessage[]; ahead: ToldMessage[] } {
  const told = messages.flatMap((message): ToldMessage[] => {
    const { kind, role, state, reason } = message;
    const way = WAYS[role];
    // Whoever reads this may be the one from whom somebody is protected.
    if (way === undefined || state === 'cancelled' || reason === 'unsafe') return [];
    const at = momentOf(message, timeZone);
    return [{ kind, way, at, standing: standingOf(message, { isDeclined: declined.includes(kind), at, now }) }];
  });
  const inOrder = together(told.sort((a, b) => a.at.getTime() - b.at.getTime()));
  const isAhead = ({ at, standing }: ToldMessage) => standing === 'planned' || (standing === 'declined' && at > now);
  return { earlier: inOrder.filter((each) => !isAhead(each)).reverse(), ahead: inOrder.filter(isAhead) };
}

/** What goes both ways at one time, and fares alike, is one message to its reader. */
function together(told: readonly ToldMessage[]): ToldMessage[] {
  const nameOf = ({ kind, standing, at }: ToldMessage) => `${kind} ${standing} ${String(at.getTime())}`;
  const merged = new Map<string, ToldMessage>();
  for (const each of told) {
    const twin = merged.get(nameOf(each));
    merged.set(nameOf(each), twin && twin.way !== each.way ? { ...twin, way: 'both' } : each);
  }
  return [...merged.values()];
}

function momentOf({ state, at, dueAt, nextAt, sentAt }: MessageSummary, timeZone: string): Date {
  if (state !== 'queued') return sentAt ?? at;
  return afterQuietHours(nextAt > dueAt ? nextAt : dueAt, timeZone);
}

function standingOf(
  { state, reason }: MessageSummary,
  { isDeclined, at, now }: { isDeclined: boolean; at: Date; now: Date },
): Standing {
  if (state === 'sent' || state === 'delivered' || state === 'failed') return state;
  if (state === 'suppressed') return SUPPRESSED[reason ?? ''] ?? 'not-sent';
  if (state === 'queued' && isDeclined) return 'declined';
  return state === 'queued' && at > now ? 'planned' : 'under-way';
}

const SUPPRESSED: Readonly<Record<string, Standing>> = {
  declined: 'declined',
  merged: 'merged',
  'too-late': 'too-late',
};
