import { Router } from 'express';
import type { Connection } from 'mongoose';
import type { Registry } from 'prom-client';
import { route } from '../../http/route.js';
import type { Clock } from '../../infrastructure/clock.js';
import type { JobRuns } from './jobs/job-runs.js';
import { askStore } from './store-health.js';

/** Jobs run every few seconds; a worker silent for longer than this is down or drowning. */
export const WORKER_SILENCE_MS = 120_000;

/** Alive, able to serve, and measured. */
export function createHealthRouter({ connection, jobRuns, clock, registry }: HealthDependencies): Router {
  const router = Router();
  route(router, {
    method: 'get',
    path: '/healthz',
    permission: 'public',
    handler: (_req, res) => void res.json({ status: 'alive' }),
  });

  route(router, {
    method: 'get',
    path: '/readyz',
    permission: 'public',
    handler: async (_req, res) => {
      const { isAnswering: database } = await askStore(connection);
      const lastRun = database ? await jobRuns.latest() : undefined;
      const lagMs = lastRun ? Math.max(0, clock.now().getTime() - lastRun.getTime()) : null;
      res
        .status(database ? 200 : 503)
        .set('Cache-Control', 'no-store')
        .json({
          status: database ? 'ready' : 'unavailable',
          database,
          worker: { lagMs, isRunning: lagMs !== null && lagMs < WORKER_SILENCE_MS },
        });
    },
  });

  route(router, {
    method: 'get',
    path: '/metrics',
    permission: 'public',
    handler: async (_req, res) => void res.type(registry.contentType).send(await registry.metrics()),
  });
  return router;
}

export interface HealthDependencies {
  connection: Connection;
  jobRuns: JobRuns;
  clock: Clock;
  registry: Registry;
}
