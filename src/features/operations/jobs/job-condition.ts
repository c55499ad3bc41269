import type { JobRunRecord } from './job-runs.js';
import type { Schedule } from './schedule.read-model.js';

const MINUTE_MS = 60_000;
/** Workers look for work every few seconds; what waits longer than this waits in vain. */
const LATE_MS = 2 * MINUTE_MS;
/** What Agenda is told where a job does not say. */
const LOCK_MINUTES = 2;

/** How a job stands, from the worst on; only the last three need nobody. */
export const JOB_CONDITIONS = [
  'stuck',
  'stopped',
  'unplanned',
  'late',
  'failing',
  'running',
  'waiting',
  'fine',
] as const;
export type JobCondition = (typeof JOB_CONDITIONS)[number];

export interface PlannedJob {
  name: string;
  every: string;
  lockMinutes?: number;
}

/**
 * `stuck`: a worker holds it for longer than it may, so it has probably died; the next one takes over once the lock has run out.
 * `late`: its time has passed and nobody took it, as when no worker runs.
 */
export function conditionOf(
  { lockMinutes = LOCK_MINUTES }: Pick<PlannedJob, 'lockMinutes'>,
  { run, schedule, now }: { run: JobRunRecord | undefined; schedule: Schedule | undefined; now: Date },
): JobCondition {
  const since = (at: Date | undefined) => (at ? now.getTime() - at.getTime() : -Infinity);
  if (!schedule) return 'unplanned';
  if (since(schedule.lockedAt) > lockMinutes * MINUTE_MS) return 'stuck';
  if (schedule.isDisabled) return 'stopped';
  if (!schedule.lockedAt && since(schedule.nextRunAt) > LATE_MS) return 'late';
  if ((run?.failuresInRow ?? 0) > 0) return 'failing';
  if (schedule.lockedAt) return 'running';
  return run?.finishedAt ? 'fine' : 'waiting';
}

export function needsSomebody(condition: JobCondition): boolean {
  return !['running', 'waiting', 'fine'].includes(condition);
}
