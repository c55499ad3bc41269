import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler } from 'express';

const { generateToken, isRequestValid, csrfSynchronisedProtection } = csrfSync({
  getTokenFromRequest: (req) => (req.body as { _csrf?: string } | undefined)?._csrf,
});

/** Refuses a form that was not made for this session (403), after its body was parsed. */
export const protectForms: RequestHandler = csrfSynchronisedProtection;

/** Whether a form, its body parsed, was made for this session. */
export function isFormOfSession(req: Request): boolean {
  return isRequestValid(req);
}

/** The token of this session for its forms; asking for it is what starts a session. */
export function generateFormToken(req: Request): string {
  return generateToken(req);
}

/** Gives the templates of a page the token for their forms; asking for it is what starts a session. */
export const offerFormToken: RequestHandler = (req, res, next) => {
  res.locals['csrfToken'] = generateFormToken(req);
  next();
};
