import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { stopwatch } from './clock.js';

/** What `/metrics` shows: the process itself and every request by route pattern, never by address. */
export function createRegistry({ process }: { process: string }): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ process });
  collectDefaultMetrics({ register: registry });
  return registry;
}

export function measureRequests(registry: Registry): RequestHandler {
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, by method, route pattern and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return (req, res, next) => {
    const elapsed = stopwatch();
    res.once('finish', () => {
      durations.observe({ method: req.method, route: routePattern(req), status: res.statusCode }, elapsed() / 1000);
    });
    next();
  };
}

/** The pattern that answered, such as `/api/v1/holds/:id`; addresses can hold tokens and would make endless series. */
export function routePattern(req: { baseUrl: string; route?: { path?: unknown } }): string {
  return typeof req.route?.path === 'string' ? req.baseUrl + req.route.path : '(none)';
}
