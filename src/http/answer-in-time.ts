import type { Request, RequestHandler, Response } from 'express';

/** A person is told within three seconds that the store is away; what is left is for rendering the page. */
const PATIENCE_MS = 2600;
const LOOK_AGAIN_MS = 1000;
/** Nobody waits longer than this for the beginning of an answer, whatever the reason. */
const LONGEST_MS = 20_000;

/**
 * Answers for a request whose store has fallen silent. What it asked for may still be done when the store comes back; asking
 * again is safe, because a repeated request gets the first answer.
 */
export function answerInTime({
  isSilent,
  giveUp,
}: {
  isSilent: () => boolean;
  giveUp: (req: Request, res: Response) => void;
}): RequestHandler {
  return (req, res, next) => {
    const look = (waitedMs: number) => {
      if (res.headersSent || res.destroyed) return;
      if (waitedMs >= LONGEST_MS || isSilent()) return void giveUp(req, res);
      timer = setTimeout(() => lookAfterListening(waitedMs + LOOK_AGAIN_MS), LOOK_AGAIN_MS);
    };
    // A process that was busy itself first hears what has arrived meanwhile.
    const lookAfterListening = (waitedMs: number) => setImmediate(() => setImmediate(() => look(waitedMs)));
    let timer = setTimeout(() => lookAfterListening(PATIENCE_MS), PATIENCE_MS);
    res.once('close', () => clearTimeout(timer));
    next();
  };
}
