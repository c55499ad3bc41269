import type { Agenda } from 'agenda';
import type { Logger } from 'pino';

const LOOK_EVERY_MS = 30_000;

/**
 * Agenda counts what it has taken against a limit, and never takes off a task whose lock ran out while it waited in its queue, as
 * after a pause of the process; in the end it would take nothing more. Whoever has started it anew has all its places again.
 */
export function keepSlots(agenda: Agenda, logger: Logger, everyMs = LOOK_EVERY_MS): () => void {
  let lostBefore = 0;
  let hasEnded = false;
  const look = async () => {
    const lost = await lostSlots(agenda);
    const isLasting = Math.min(lost, lostBefore) > 0;
    lostBefore = isLasting ? 0 : lost;
    if (!isLasting || hasEnded) return;
    logger.warn({ lost }, 'the scheduler starts anew, because it holds places of tasks it no longer has');
    await agenda.stop(false);
    if (!hasEnded) await agenda.start();
  };
  const timer = setInterval(() => {
    look().catch((error: unknown) => logger.warn({ err: error }, 'the places of the scheduler could not be counted'));
  }, everyMs).unref();
  return () => {
    hasEnded = true;
    clearInterval(timer);
  };
}

/** What is taken is either waiting in the queue or running. */
export async function lostSlots(agenda: Agenda): Promise<number> {
  const { lockedJobs, queuedJobs, runningJobs } = await agenda.getRunningStats();
  return Number(lockedJobs) - Number(queuedJobs) - Number(runningJobs);
}
