import type { Request } from 'express';
import type { SessionData } from 'express-session';

/** Gives the browser a new session id and forgets the old session, so that an id planted before a sign-in is worth nothing. */
export async function renewSession(req: Pick<Request, 'session'>, contents: Partial<SessionData>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    req.session.regenerate((error: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });
  Object.assign(req.session, contents);
  await new Promise<void>((resolve, reject) => {
    req.session.save((error: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });
}
