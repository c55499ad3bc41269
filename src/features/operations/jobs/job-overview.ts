import type { Clock } from '../../../infrastructure/clock.js';
import { conditionOf, type JobCondition, type PlannedJob } from './job-condition.js';
import type { JobRunRecord, JobRuns } from './job-runs.js';
import type { Schedule, Schedules } from './schedule.read-model.js';

/** Older than this, a worker is of the past. */
const WORKERS_MS = 24 * 3_600_000;

export interface JobOverview {
  job: PlannedJob;
  condition: JobCondition;
  run: JobRunRecord | undefined;
  schedule: Schedule | undefined;
}

export interface WorkerSeen {
  name: string;
  lastSeenAt: Date;
  /** Of those that are kept of each job. */
  runs: number;
}

/** Every recurring job as it stands now, whether it has run or not. */
export async function overviewOf(
  jobs: readonly PlannedJob[],
  { jobRuns, schedules, clock }: { jobRuns: JobRuns; schedules: Schedules; clock: Clock },
): Promise<JobOverview[]> {
  const [runs, planned] = await Promise.all([jobRuns.all(), schedules.of(jobs.map(({ name }) => name))]);
  const runOf = new Map(runs.map((run) => [run._id, run]));
  const now = clock.now();
  return jobs.map((job) => {
    const seen = { run: runOf.get(job.name), schedule: planned.get(job.name) };
    return { job, ...seen, condition: conditionOf(job, { ...seen, now }) };
  });
}

/** The workers that ran something lately, the latest first. */
export function workersIn(overview: readonly JobOverview[], now: Date): WorkerSeen[] {
  const workers = new Map<string, WorkerSeen>();
  for (const { worker, finishedAt } of overview.flatMap(({ run }) => run?.recent ?? [])) {
    if (worker === undefined || now.getTime() - finishedAt.getTime() > WORKERS_MS) continue;
    const { lastSeenAt, runs } = workers.get(worker) ?? { lastSeenAt: finishedAt, runs: 0 };
    workers.set(worker, {
      name: worker,
      lastSeenAt: finishedAt > lastSeenAt ? finishedAt : lastSeenAt,
      runs: runs + 1,
    });
  }
  return [...workers.values()].sort((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime());
}
