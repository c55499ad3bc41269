import type { Bureau } from '../../../support/bureau.js';

/** Sends what is due at the clock's time, the way a worker does. */
export async function sendDue({ services, clock }: Bureau): Promise<void> {
  const { sweep, sender } = services.notifications;
  const due: string[] = [];
  const add = (ids: readonly string[]) => Promise.resolve(void due.push(...ids));
  await sweep.run({ waiting: () => Promise.resolve(0), add }, clock.now());
  for (const id of due) await sender.send(id);
}

/** Writes what a change elsewhere has made owed, and sends what is due. */
export async function workAt(bureau: Bureau, at: string): Promise<void> {
  bureau.setTime(at);
  await bureau.services.notifications.planning.healRecent(bureau.clock.now());
  await sendDue(bureau);
}

/** Every message about an application as `kind role state`, with the reason where there is one, in the order in which they are owed. */
export async function messagesAbout({ services }: Bureau, id: string): Promise<string[]> {
  const about = await services.notifications.messages.about(id);
  return about.map(({ kind, role, state, reason }) => [kind, role, state, reason].filter(Boolean).join(' '));
}

/** When each message that waits is owed, on the hall's clock, once for both. */
export async function duesOf({ services }: Bureau, id: string): Promise<string[]> {
  const about = await services.notifications.messages.about(id);
  const waiting = about.filter(({ state }) => state === 'queued');
  return [...new Set(waiting.map(({ kind, dueAt }) => `${kind} ${onTheClock(dueAt)}`))];
}

function onTheClock(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
