import { Histogram, type Registry } from 'prom-client';
import type { Logger } from 'pino';
import type { Companion } from '../http/accompany-requests.js';

/** What proxies call it when the caller hangs up before the answer. */
const CALLER_LEFT = 499;

/**
 * Measures every request and writes one line for each that changed something or was refused; plain reads are logged at `debug`
 * only, because a release makes thousands of them a second. Never the address: it can hold a token.
 */
export function observeRequests(logger: Logger, registry: Registry): Companion {
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, by method, route pattern and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return {
    end: (req, res, ms) => {
      const { method } = req;
      const status = res.writableFinished ? res.statusCode : CALLER_LEFT;
      const route = routePattern(req);
      durations.observe({ method, route, status }, ms / 1000);
      const level = method === 'GET' && status < 400 ? 'debug' : 'info';
      if (logger.isLevelEnabled(level)) logger[level]({ method, route, status, ms: Math.round(ms) }, 'request');
    },
  };
}

/** The pattern that answered, such as `/api/v1/holds/:id`. */
export function routePattern(req: { baseUrl: string; route?: { path?: unknown } }): string {
  return typeof req.route?.path === 'string' ? req.baseUrl + req.route.path : '(none)';
}
