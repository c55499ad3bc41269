import type { HandOver } from './flaky-gateway.js';

/** From being owed to being handed over, when nothing goes wrong: sweep, healing of what a crash kept from being written. */
const USUAL_MINUTES = 3;
/** Of a worker that died: its lease, and the time after which a lost task is given out anew. */
const AFTER_DEATH_MINUTES = 3.5;
/** Until a sweep gives out anew what was in the queue of a worker that died. */
const AFTER_LOSS_MINUTES = 2.5;
const LONGEST_PAUSE_MINUTES = 60 * 1.2 + 1;

interface Troubles {
  handOvers: ReadonlyMap<string, HandOver[]>;
  losses: ReadonlyMap<string, Date[]>;
}

/** Minutes that may lie between being owed and being taken, by what is known to have gone wrong with it and with those it waits for. */
export function allowedMinutes(
  id: string,
  sent: HandOver | undefined,
  { waitedFor, ...troubles }: Troubles & { waitedFor: readonly string[] },
): number {
  const own = minutesUntil(sent, troubles.handOvers.get(id)) + lostMinutes(troubles.losses.get(id), sent);
  return waitedFor.reduce((sum, earlier) => sum + settledMinutes(earlier, troubles), own);
}

/** What may lie between being owed and being known to have been taken, for one that others wait for. */
function settledMinutes(id: string, { handOvers, losses }: Troubles): number {
  const last = handOvers.get(id)?.at(-1);
  return minutesUntil(last, handOvers.get(id)) + lostMinutes(losses.get(id), last);
}

/** What may lie between being owed and one hand-over, by what is known to have gone wrong before it. */
function minutesUntil(sent: HandOver | undefined, tries: readonly HandOver[] = []): number {
  const before = sent ? tries.slice(0, tries.indexOf(sent)) : tries;
  return before.reduce(
    (sum, { fared }, index) =>
      sum +
      (fared === 'died-before' ? AFTER_DEATH_MINUTES : Math.min(0.5 * 2 ** index * 1.2 + 0.5, LONGEST_PAUSE_MINUTES)),
    USUAL_MINUTES,
  );
}

function lostMinutes(losses: readonly Date[] = [], sent: HandOver | undefined): number {
  return losses.filter((at) => sent === undefined || at < sent.at).length * AFTER_LOSS_MINUTES;
}
