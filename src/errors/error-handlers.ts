import type { ErrorRequestHandler, NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { routePattern } from '../infrastructure/observe-requests.js';
import { sendProblem } from '../http/problem.js';
import { DomainError, NotFound, RateLimited, StoreUnavailable, ValidationFailed } from './domain-error.js';
import { nameStoreError } from './store-errors.js';

/** The one place where an error becomes an answer and a log line: named refusals stay quiet, defects are errors with their stack. */
export function createErrorHandlers({ logger }: { logger: Logger }): {
  notFound: RequestHandler;
  asProblem: ErrorRequestHandler;
  asPage: ErrorRequestHandler;
  /** Tells a caller who has waited long enough that the store is away. */
  giveUp: (req: Request, res: Response) => void;
} {
  const named = (error: unknown, path: string): DomainError => {
    const known = nameError(error);
    if (known.status >= 500) logger.error({ err: known.cause ?? error, path, code: known.code }, 'request failed');
    return known;
  };

  const asPage: ErrorRequestHandler = (error, req, res, next) => {
    if (res.headersSent) return void closeAfter(res, next, error);
    const known = named(error, routePattern(req));
    if (known instanceof RateLimited) res.set('Retry-After', String(known.retryAfterSeconds));
    if (known instanceof StoreUnavailable) forgetSession(req);
    res.status(known.status).set('Cache-Control', 'no-store');
    res.render(pageFor(known), { code: known.code, params: known.params, errorStatus: known.status });
  };
  const asProblem: ErrorRequestHandler = (error, req, res, next) => {
    if (res.headersSent) return void closeAfter(res, next, error);
    sendProblem(req, res, named(error, routePattern(req)));
  };

  return {
    notFound: () => {
      throw new NotFound();
    },
    asProblem,
    asPage,
    giveUp: (req, res) => {
      const answer = req.originalUrl.startsWith('/api/v1/') ? asProblem : asPage;
      void answer(new StoreUnavailable('no answer in time'), req, res, () => undefined);
    },
  };
}

/** What fails after the answer has been given in full has nobody left to tell; an answer cut short is ended by Express. */
function closeAfter(res: Response, next: NextFunction, error: unknown): void {
  if (!res.writableEnded) next(error);
}

/** The page would wait for its session to be saved in the very store that is away. */
function forgetSession(req: { session?: unknown }): void {
  req.session = undefined;
}

function nameError(error: unknown): DomainError {
  const known = nameStoreError(error);
  if (known instanceof DomainError) return known;
  const status = httpStatusOf(known);
  if (status === 413) return new DomainError('too-large', { status });
  if (status === 415) return new DomainError('unsupported-media-type', { status });
  if (status === 403) return new DomainError('form-expired', { status });
  if (status === 404) return new NotFound();
  if (status !== undefined && status < 500) return malformed(status);
  return new DomainError('internal', { status: 500, cause: known });
}

/** Broken JSON or a broken address: nothing in it can be named more precisely. */
function malformed(status: number): DomainError {
  return status === 400
    ? new ValidationFailed([{ field: '', code: 'malformed' }])
    : new DomainError('bad-request', { status });
}

function httpStatusOf(error: unknown): number | undefined {
  const status = (error as { status?: unknown; statusCode?: unknown } | null)?.status;
  return typeof status === 'number' ? status : undefined;
}

const OWN_PAGES = new Set([403, 404, 422, 429, 503]);

function pageFor({ status }: DomainError): string {
  if (status >= 500) return status === 503 ? 'errors/503.njk' : 'errors/500.njk';
  return OWN_PAGES.has(status) ? `errors/${status}.njk` : 'errors/409.njk';
}
