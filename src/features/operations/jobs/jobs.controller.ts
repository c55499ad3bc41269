import type { Request, RequestHandler, Response } from 'express';
import { actedBy } from '../../../audit/index.js';
import { NotFound } from '../../../errors/index.js';
import { actorOf, staffOf } from '../../../http/require-permission.js';
import { newId } from '../../../infrastructure/ids.js';
import { dateFilters } from '../../../infrastructure/view-dates.js';
import { WORKER_SILENCE_MS } from '../health.router.js';
import { operationsPaths as paths } from '../operations.paths.js';
import { zoneOf } from '../zone-of.js';
import type { MessageCounts } from '../../notifications/index.js';
import type { OperationsServices } from '../operations-services.js';
import { askStore } from '../store-health.js';
import { durationText, everyText } from './duration-text.js';
import { needsSomebody, type PlannedJob } from './job-condition.js';
import { type JobOverview, overviewOf, workersIn } from './job-overview.js';
import { conditionTone } from './condition-tone.js';

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
      jobs: overview.map((each) => jobRow(each, req)),
      wrong: wrong.length,
      worst: wrong.slice(0, SHOWN_ABOVE).map((each) => jobRow(each, req)),
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
    const row = jobRow(overview, req);
    res.render('operations/job.njk', {
      job: row,
      mayRun: staffOf(req).can('operations.run'),
      facts: jobFacts(overview, req, zoneOf(res)),
      runs: (overview.run?.recent ?? []).toReversed().map((each) => ({
        ...each,
        tone: each.outcome === 'done' ? 'success' : 'error',
        duration: durationText(each.durationMs, req.t),
      })),
      backHref: paths.operations,
    });
  };
}

/** Has a worker run a job now. */
export function runJobNow(services: OperationsServices): RequestHandler {
  return async (req: Request, res: Response) => {
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

function jobRow({ job, condition, run, schedule }: JobOverview, { t }: Request) {
  const { name, every } = job;
  return {
    name,
    title: t(`operations:jobs.${name}.title`),
    text: t(`operations:jobs.${name}.text`),
    every: everyText(every, t),
    condition: t(`operations:conditions.${condition}`),
    conditionText: t(`operations:conditionTexts.${condition}`),
    tone: conditionTone(condition),
    href: paths.job(name),
    runAction: paths.runJob(name),
    startedAt: run?.startedAt,
    outcome: run?.outcome,
    duration: run?.durationMs === undefined ? undefined : durationText(run.durationMs, t),
    worker: run?.worker,
    error: condition === 'failing' ? run?.lastFailure?.error : undefined,
    failuresInRow: run?.failuresInRow ?? 0,
    nextRunAt: schedule?.nextRunAt,
    lockedAt: schedule?.lockedAt,
  };
}

function jobFacts({ job, run, schedule }: JobOverview, { t, language }: Request, zone: string) {
  const { dayAndTime } = dateFilters(language);
  const nothing = t('operations:job.nothing');
  const time = (at: Date | undefined) => (at ? dayAndTime(at, zone) : nothing);
  const { lastFailure } = run ?? {};
  return [
    { key: t('operations:job.every'), value: everyText(job.every, t) },
    { key: t('operations:job.nextRun'), value: time(schedule?.nextRunAt) },
    ...(schedule?.lockedAt ? [{ key: t('operations:job.lockedAt'), value: time(schedule.lockedAt) }] : []),
    { key: t('operations:job.worker'), value: run?.worker ?? nothing },
    { key: t('operations:job.total'), value: String(run?.runs ?? 0) },
    { key: t('operations:job.failures'), value: String(run?.failures ?? 0) },
    {
      key: t('operations:job.lastFailure'),
      value: lastFailure
        ? t('operations:job.failure', { at: time(lastFailure.at), error: lastFailure.error })
        : nothing,
    },
  ];
}

function messageRows({ open, settled }: MessageCounts, { t }: Request): string[][] {
  return [...open, ...settled].map(({ state, channel, count }) => [
    t(`operations:states.${state}`),
    t(`operations:channels.${channel}`),
    String(count),
  ]);
}
