import type { Request, Response } from 'express';
import { monotonicMs } from '../infrastructure/clock.js';
import type { Companion } from './accompany-requests.js';

/** A person is told within three seconds that the store is away; what is left is for rendering the page. */
const PATIENCE_MS = 2500;
const LOOK_EVERY_MS = 200;
/** Nobody waits longer than this for the beginning of an answer, whatever the reason. */
const LONGEST_MS = 20_000;

/**
 * Answers for requests whose store has fallen silent. What they asked for may still be done when the store comes back; asking
 * again is safe, because a repeated request gets the first answer. One look at all of them costs a request almost nothing.
 */
export function answerInTime({
  isSilent,
  giveUp,
}: {
  isSilent: () => boolean;
  giveUp: (req: Request, res: Response) => void;
}): Companion {
  const waiting = new Map<Response, { req: Request; since: number }>();
  const look = () => {
    for (const [res, { req, since }] of waiting) {
      const waited = monotonicMs() - since;
      if (res.headersSent) continue;
      if (waited >= LONGEST_MS || (waited >= PATIENCE_MS && isSilent())) giveUp(req, res);
    }
  };
  // A process that was busy itself first hears what has arrived meanwhile.
  setInterval(() => setImmediate(() => setImmediate(look)), LOOK_EVERY_MS).unref();

  return {
    begin: (req, res, since) => void waiting.set(res, { req, since }),
    end: (_req, res) => void waiting.delete(res),
  };
}
