import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { stopwatch } from './clock.js';
import { routePattern } from './metrics.js';

/** One line a request: method, route pattern, status, milliseconds. */
export function logRequests(logger: Logger): RequestHandler {
  if (!logger.isLevelEnabled('info')) return (_req, _res, next) => next();
  return (req, res, next) => {
    const elapsed = stopwatch();
    res.once('finish', () => {
      logger.info(
        { method: req.method, route: routePattern(req), status: res.statusCode, ms: Math.round(elapsed()) },
        'request',
      );
    });
    next();
  };
}
