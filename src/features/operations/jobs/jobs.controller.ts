import type { Request, RequestHandler } from 'express';
import { actedBy } from '../../../audit/index.js';
import { NotFound } from '../../../errors/index.js';
import { actorOf, staffOf } from '../../../http/require-permission.js';
import { newId } from '../../../infrastructure/ids.js';
import { MESSAGE_STATES, type MessageCounts } from '../../notifications/index.js';
import { WORKER_SILENCE_MS } from '../health.router.js';
import { operationsPaths as paths } from '../operations.paths.js';
import type { OperationsServices } from '../operations-services.js';
import { askStore } from '../store-health.js';
import { zoneOf } from '../zone-of.js';
import { distanceText, durationText } from './duration-text.js';
import { needsSomebody, type PlannedJob } from './job-condition.js';
import { overviewOf, workersIn } from './job-overview.js';
import { jobFacts, jobRow } from './job-row.js';

/** More than these stand in the table below anyway. */
const SHOWN_ABOVE = 5;

/** How everything stands that the product does by itself. */
export function showOperations(services: OperationsServices): RequestHandler {
  return async (req, res) => {
    const { clock, jobs, connection, notifications } = services;
    const now = clock.now();
    const [overview, store, counts] = await Promise.all([
      overviewOf(jobs, services),
      askStore(connection),
      notifications.desk.counts(now),
    ]);
    const wrong = overview.filter(({ condition }) => needsSomebody(condition));
    const started = jobs.find(({ name }) => name === req.query['started']);
    res.render('operations/operations.njk', {
      now,
      paths,
      store,
      mayRun: staffOf(req).can('operations.run'),
      jobs: overview.map((each) => jobRow(each, { req, now })),
      wrong: wrong.length,
      worst: wrong.slice(0, SHOWN_ABOVE).map((each) => jobRow(each, { req, now })),
      workers: workersIn(overview, now).map((worker) => ({
        ...worker,
        isSilent: now.getTime() - worker.lastSeenAt.getTime() > WORKER_SILENCE_MS,
      })),
      messages: messageRows(counts, req),
      oldestDue: counts.oldestDueAt && durationText(now.getTime() - counts.oldestDueAt.getTime(), req.t),
      ...(started && { started: req.t(`operations:jobs.${started.name}.title`) }),
    });
  };
}

/** One job with its latest runs. */
export function showJob(services: OperationsServices): RequestHandler {
  return async (req, res) => {
    const job = jobOf(services, req);
    const [overview] = await overviewOf([job], services);
    if (!overview) throw new NotFound();
    const now = services.clock.now();
    res.render('operations/job.njk', {
      job: jobRow(overview, { req, now }),
      mayRun: staffOf(req).can('operations.run'),
      facts: jobFacts(overview, { req, zone: zoneOf(res) }),
      runs: (overview.run?.recent ?? []).toReversed().map((each) => ({
        ...each,
        tone: each.outcome === 'done' ? 'success' : 'error',
        ago: distanceText(each.startedAt, { now, t: req.t }),
        duration: durationText(each.durationMs, req.t),
      })),
      backHref: paths.operations,
    });
  };
}

/** Has a worker run a job now. */
export function runJobNow(services: OperationsServices): RequestHandler {
  return async (req, res) => {
    const { name } = jobOf(services, req);
    await services.runNow(name);
    await services.audit.append([
      {
        key: `job-run:${newId()}`,
        at: services.clock.now(),
        ...actedBy(actorOf(req)),
        action: 'operations.run-job',
        subject: `job:${name}`,
        result: 'done',
      },
    ]);
    res.redirect(303, `${paths.operations}?started=${name}`);
  };
}

function jobOf({ jobs }: OperationsServices, { params }: Request): PlannedJob {
  const job = jobs.find(({ name }) => name === params['name']);
  if (!job) throw new NotFound();
  return job;
}

function messageRows({ open, settled }: MessageCounts, { t }: Request): string[][] {
  const counted = [...open, ...settled].sort(
    (a, b) => MESSAGE_STATES.indexOf(a.state) - MESSAGE_STATES.indexOf(b.state),
  );
  return counted.map(({ state, channel, count }) => [
    t(`operations:states.${state}`),
    t(`operations:channels.${channel}`),
    String(count),
  ]);
}
