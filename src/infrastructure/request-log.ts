import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { stopwatch } from './clock.js';

/** One line a request: method, route pattern, status, milliseconds. Never the address, which can hold a token. */
export function logRequests(logger: Logger): RequestHandler {
  if (!logger.isLevelEnabled('info')) return (_req, _res, next) => next();
  return (req, res, next) => {
    const elapsed = stopwatch();
    res.once('finish', () => {
      const pattern: unknown = (req.route as { path?: unknown } | undefined)?.path;
      const path = typeof pattern === 'string' ? req.baseUrl + pattern : '(none)';
      logger.info({ method: req.method, path, status: res.statusCode, ms: Math.round(elapsed()) }, 'request');
    });
    next();
  };
}
