import express, { type ErrorRequestHandler, type Request, type Response } from 'express';
import { SignInNeeded } from '../../http/require-permission.js';
import { sendProblem } from '../../http/problem.js';
import { generateFormToken, isFormOfSession } from '../../infrastructure/csrf.js';
import type { StaffServices } from './staff-services.js';
import { signInPath, staffPaths } from './staff.paths.js';

const readForm = express.urlencoded({ extended: false, limit: '64kb' });

/**
 * Shows the way to the sign-in where nobody is signed in; what scripts and streams ask for is refused plainly. A form that came
 * after its session had ended is kept for the person whose session it was.
 */
export function askToSignIn(services: StaffServices): ErrorRequestHandler {
  return async (error, req, res, next) => {
    if (!(error instanceof SignInNeeded)) return next(error);
    if (!req.accepts('html')) return sendProblem(req, res, error);
    if (req.method === 'GET') return void res.redirect(303, signInPath(req.originalUrl));
    const isKept = await keepForm(services, req, res);
    res.locals['csrfToken'] = generateFormToken(req);
    res.status(401).render('staff/sign-in.njk', {
      next: staffPaths.home,
      values: {},
      gone: req.session.staffGone?.why,
      isKept,
    });
  };
}

/** Only a form that was made for this very session is the person's own. */
async function keepForm({ staff, clock }: StaffServices, req: Request, res: Response): Promise<boolean> {
  const { staffGone } = req.session;
  if (!staffGone || staffGone.why === 'closed' || !req.is('application/x-www-form-urlencoded')) return false;
  await new Promise<void>((resolve, reject) => {
    readForm(req, res, (fault?: unknown) => (fault instanceof Error ? reject(fault) : resolve()));
  });
  if (!isFormOfSession(req)) return false;
  const { account } = staffGone;
  const id = await staff.keptForms.keep({ account, path: req.originalUrl, body: req.body, now: clock.now() });
  if (id !== undefined) req.session.keptForm = id;
  return id !== undefined;
}
