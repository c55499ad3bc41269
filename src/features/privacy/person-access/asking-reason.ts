import type { Request, RequestHandler, Response } from 'express';
import { ValidationFailed } from '../../../errors/index.js';
import { actorOf } from '../../../http/require-permission.js';
import type { Clock } from '../../../infrastructure/clock.js';
import type { Look, PersonAccess } from './person-access.service.js';

export interface AskingServices {
  clock: Clock;
  privacy: { access: PersonAccess };
}

/** What a page knows of the record it is about to show; who looks, the request says. */
export type ShownRecord = Omit<Look, 'actor' | 'session'>;

/**
 * Asks for the reason on the very address of the page, once per case, and only then shows what `show` shows. The same handler
 * takes the GET and the POST of that address, so both are declared with it; `recordOf` throws what the page would throw.
 */
export function askingReason(
  { clock, privacy }: AskingServices,
  recordOf: (req: Request) => Promise<ShownRecord>,
  show: RequestHandler,
): { ask: RequestHandler; open: RequestHandler } {
  const lookOf = async (req: Request): Promise<Look> => ({
    ...(await recordOf(req)),
    actor: actorOf(req),
    session: req.sessionID,
  });
  return {
    async ask(req, res, next) {
      const look = await lookOf(req);
      if (await privacy.access.open(look, clock.now())) await show(req, res, next);
      else render(req, res, { status: 200, look, reason: '' });
    },
    async open(req, res) {
      const look = await lookOf(req);
      const given = (req.body as { reason?: unknown } | undefined)?.reason;
      const reason = typeof given === 'string' ? given.slice(0, 400) : '';
      try {
        await privacy.access.openWithReason(look, reason, clock.now());
      } catch (error) {
        if (!(error instanceof ValidationFailed)) throw error;
        const errors = error.fields.map(({ field, code, params }) => ({
          field,
          message: req.t(`validation:${code}`, { ...params }),
        }));
        return render(req, res, { status: 422, look, reason, errors });
      }
      res.redirect(303, req.originalUrl);
    },
  };
}

function render(
  req: Request,
  res: Response,
  { status, look, ...page }: { status: number; look: Look; reason: string; errors?: object[] },
): void {
  res.status(status).render('privacy/ask-reason.njk', { action: req.originalUrl, subject: look.subject, ...page });
}
