import { Counter, Gauge, type Registry } from 'prom-client';
import { nameStoreError, StoreUnavailable } from '../../../errors/index.js';
import type { Clock } from '../../../infrastructure/clock.js';
import { SharedRead } from '../../../infrastructure/shared-read.js';
import type { MessageCounts, Notifications } from '../../notifications/index.js';
import type { JobRunRecord, JobRuns } from '../jobs/job-runs.js';
import type { Schedule, Schedules } from '../jobs/schedule.read-model.js';

/** All that one look at `/metrics` shows comes from one reading, and several who look at once share it. */
const FRESH_MS = 1000;

export interface ObservedOperations {
  clock: Clock;
  jobRuns: JobRuns;
  schedules: Schedules;
  notifications: Pick<Notifications, 'desk'>;
}

interface ObservedJob {
  name: string;
  run: JobRunRecord;
  schedule: Schedule | undefined;
}

/** Shows at `/metrics` how the jobs and the messages stand, whichever process is asked. While the store is away there is nothing. */
export function observeOperations(registry: Registry, services: ObservedOperations): void {
  observeJobs(registry, services);
  observeMessages(registry, services);
}

function observeJobs(registry: Registry, { jobRuns, schedules }: ObservedOperations): void {
  const jobs = new SharedRead(FRESH_MS, async (): Promise<ObservedJob[]> => {
    const runs = await jobRuns.all();
    const planned = await schedules.of(runs.map(({ _id }) => _id));
    return runs.map((run) => ({ name: run._id, run, schedule: planned.get(run._id) }));
  });
  const shown = { labelNames: ['job'] as const, registers: [registry] };
  const gauge = (name: string, help: string, valueOf: (job: ObservedJob) => number | undefined) =>
    new Gauge({
      ...shown,
      name: `xiyue_job_${name}`,
      help,
      async collect() {
        this.reset();
        for (const job of (await quietly(jobs)) ?? []) {
          const value = valueOf(job);
          if (value !== undefined) this.set({ job: job.name }, value);
        }
      },
    });
  gauge('last_run_timestamp_seconds', 'When the job last ended', ({ run }) => secondsOf(run.finishedAt));
  gauge('last_duration_seconds', 'How long its last run took', ({ run }) =>
    run.durationMs === undefined ? undefined : run.durationMs / 1000,
  );
  gauge('last_outcome', '1 when its last run did what it should, 0 when it failed', ({ run }) =>
    run.outcome === undefined ? undefined : Number(run.outcome === 'done'),
  );
  gauge('failures_in_row', 'Failed runs since it was last done', ({ run }) => run.failuresInRow ?? 0);
  gauge('next_run_timestamp_seconds', 'When it is to run next', ({ schedule }) => secondsOf(schedule?.nextRunAt));
  gauge('locked_timestamp_seconds', 'Since when a worker holds it', ({ schedule }) => secondsOf(schedule?.lockedAt));
  new Counter({
    ...shown,
    name: 'xiyue_job_failures_total',
    help: 'Failed runs since the job was first planned',
    async collect() {
      this.reset();
      for (const { name, run } of (await quietly(jobs)) ?? []) this.inc({ job: name }, run.failures ?? 0);
    },
  });
}

function observeMessages(registry: Registry, { clock, notifications }: ObservedOperations): void {
  const counts = new SharedRead(FRESH_MS, () => notifications.desk.counts(clock.now()));
  const gauge = (name: string, help: string, countsOf: (counts: MessageCounts) => MessageCounts['open']) =>
    new Gauge({
      name,
      help,
      labelNames: ['state', 'channel'] as const,
      registers: [registry],
      async collect() {
        this.reset();
        const read = await quietly(counts);
        for (const { state, channel, count } of read ? countsOf(read) : []) this.set({ state, channel }, count);
      },
    });
  gauge('xiyue_messages', 'Messages still to be done: queued, being sent, failed', ({ open }) => open);
  gauge('xiyue_messages_settled_last_day', 'Messages that were settled within 24 hours', ({ settled }) => settled);
  new Gauge({
    name: 'xiyue_messages_oldest_due_seconds',
    help: 'For how long the oldest message waits that could be sent; 0 when none does',
    registers: [registry],
    async collect() {
      this.remove();
      const read = await quietly(counts);
      if (!read) return;
      const { oldestDueAt } = read;
      this.set(oldestDueAt ? Math.max(0, clock.now().getTime() - oldestDueAt.getTime()) / 1000 : 0);
    },
  });
}

/** Metrics are asked for most when the store is away. */
async function quietly<T>(reading: SharedRead<T>): Promise<T | undefined> {
  try {
    return await reading.get();
  } catch (error) {
    if (nameStoreError(error) instanceof StoreUnavailable) return undefined;
    throw error;
  }
}

function secondsOf(at: Date | undefined): number | undefined {
  return at && at.getTime() / 1000;
}
