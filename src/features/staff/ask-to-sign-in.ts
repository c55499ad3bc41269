import type { ErrorRequestHandler } from 'express';
import { SignInNeeded } from '../../http/require-permission.js';
import { sendProblem } from '../../http/problem.js';
import { signInPath } from './staff.paths.js';

/** Shows the way to the sign-in where nobody is signed in; what scripts and streams ask for is refused plainly. */
export const askToSignIn: ErrorRequestHandler = (error, req, res, next) => {
  if (!(error instanceof SignInNeeded)) return next(error);
  if (!req.accepts('html')) return sendProblem(req, res, error);
  if (req.method === 'GET') return void res.redirect(303, signInPath(req.originalUrl));
  res.status(401).render('staff/sign-in.njk', { next: '/staff', values: {}, gone: req.session.staffGone?.why });
};
