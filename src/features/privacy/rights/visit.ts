import type { Request, RequestHandler, Response } from 'express';
import { DomainError, NotFound, RateLimited } from '../../../errors/index.js';
import type { DataContext, DataSubject } from '../personal-data.js';
import { privacyPaths } from '../privacy.paths.js';
import type { Asked } from './own-data.service.js';
import type { RightsServices } from './rights-services.js';
import type { PendingCheck } from './identity-check.service.js';

declare module 'express-session' {
  interface SessionData {
    privacy?: {
      /** A check whose code is under way. */
      pending?: PendingCheck;
      /** Sealed: opens the person's pages for half an hour. */
      access?: string;
      /** A new phone whose code is under way. */
      newPhone?: string;
    };
  }
}

/** Somebody who has proved who they are, on one of their pages. */
export interface RightsVisit {
  req: Request;
  res: Response;
  subject: DataSubject;
  asked: Asked;
  context: DataContext;
}

/** Pages of a person: in no cache, in no search engine, and no referrer tells of them. */
export const privatePage: RequestHandler = (_req, res, next) => {
  res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex, nofollow' });
  next();
};

/** Lets only those in whose code and document were right; everybody else begins anew. */
export function withSubject(
  { privacy, clock }: Pick<RightsServices, 'privacy' | 'clock'>,
  handle: (visit: RightsVisit) => Promise<void> | void,
): RequestHandler {
  return async (req, res) => {
    const now = clock.now();
    const { access } = req.session.privacy ?? {};
    const subject = access && privacy.identity.subjectOf({ access, session: req.sessionID, now });
    if (!subject) return void res.redirect(303, privacyPaths.start);
    const context = { language: req.language, t: req.t, now };
    await handle({ req, res, subject, asked: { subject, address: req.ip }, context });
  };
}

export interface Refused {
  status: number;
  notice: { tone: 'error'; live: true; title: string; text: string };
}

/** A refusal in words, for the page the person is on; a defect is thrown on. */
export function refusedIn(error: unknown, { t }: Request, res: Response): Refused {
  if (!(error instanceof DomainError) || error instanceof NotFound || error.status >= 500) throw error;
  if (error instanceof RateLimited) res.set('Retry-After', String(error.retryAfterSeconds));
  const title = t(`errors:${error.code}.title`, error.params);
  const text = t(`errors:${error.code}.detail`, error.params);
  return { status: error.status, notice: { tone: 'error', live: true, title, text } };
}

/** How many tries a wrong code leaves; undefined for every other refusal, none left is a refusal of its own. */
export function triesLeft(error: unknown): number | undefined {
  if (!(error instanceof DomainError) || error.code !== 'wrong-code') return undefined;
  const left = error.params['attemptsLeft'];
  return typeof left === 'number' && left > 0 ? left : undefined;
}
