import type { Request } from 'express';
import { dateFilters } from '../../../infrastructure/view-dates.js';
import { operationsPaths as paths } from '../operations.paths.js';
import { conditionTone } from './condition-tone.js';
import { distanceText, durationText, everyText } from './duration-text.js';
import type { JobOverview } from './job-overview.js';

/** A job in words, as it stands now. */
export function jobRow(
  { job, condition, run, schedule }: JobOverview,
  { req: { t }, now }: { req: Request; now: Date },
) {
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
    finishedAt: run?.finishedAt,
    lastRun: run?.finishedAt && distanceText(run.finishedAt, { now, t }),
    duration: run?.durationMs === undefined ? undefined : durationText(run.durationMs, t),
    error: condition === 'failing' ? run?.lastFailure?.error : undefined,
    failuresInRow: run?.failuresInRow ?? 0,
    nextRun: schedule?.nextRunAt && distanceText(schedule.nextRunAt, { now, t }),
  };
}

/** The same in full, for its own page. */
export function jobFacts(
  { job, run, schedule }: JobOverview,
  { req: { t, language }, zone }: { req: Request; zone: string },
): { key: string; value: string }[] {
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
