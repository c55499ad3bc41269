import type { RequestHandler } from 'express';

declare module 'express-session' {
  interface SessionData {
    pagesSent: number;
  }
}

/** A changed session gets a fresh cookie, so that it lives two hours from the last answer, as its drafts do, not from the first page. */
export const keepSession: RequestHandler = (req, _res, next) => {
  req.session.pagesSent = (req.session.pagesSent ?? 0) + 1;
  next();
};
