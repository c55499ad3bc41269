import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { JobRuns } from '../features/operations/index.js';
import { type Clock, stopwatch } from '../infrastructure/clock.js';
import { databaseOf } from '../migrations/migration.js';
import type { RecurringJob } from './job.js';

const MINUTE_MS = 60_000;

export interface Scheduler {
  start(): Promise<void>;
  /** Runs at once what may have fallen due while the development clock jumped. */
  afterJump(): Promise<void>;
  /** Finishes what is running, starts nothing more. */
  drain(): Promise<void>;
}

/** Puts the recurring jobs on Agenda: whichever worker is free takes the next one, and every run is noted. */
export function createScheduler({ connection, jobs, jobRuns, clock, logger, worker }: SchedulerOptions): Scheduler {
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: databaseOf(connection), collection: 'agendaJobs', ensureIndex: false }),
    processEvery: worker.pollSeconds * 1000,
    maxConcurrency: worker.concurrency,
    defaultConcurrency: 1,
  });
  agenda.on('error', (error) => logger.error({ err: error }, 'the scheduler cannot work'));
  agenda.on('fail', (error, job) => logger.error({ err: error, job: job.attrs.name }, 'a job failed'));
  for (const job of jobs) {
    agenda.define(job.name, () => runOnce(job), { lockLifetime: (job.lockMinutes ?? 2) * MINUTE_MS, concurrency: 1 });
  }

  async function runOnce(job: RecurringJob): Promise<void> {
    const startedAt = clock.now();
    const elapsed = stopwatch();
    const note = async (outcome: 'done' | 'failed') =>
      jobRuns.note({ _id: job.name, startedAt, finishedAt: clock.now(), outcome, durationMs: Math.round(elapsed()) });
    try {
      await job.run(startedAt);
    } catch (error) {
      await note('failed');
      throw error;
    }
    await note('done');
  }

  return {
    async start() {
      await agenda.start();
      for (const { every, name } of jobs) await agenda.every(every, name);
    },
    async afterJump() {
      for (const { name, afterJump } of jobs) if (afterJump) await agenda.now(name);
    },
    async drain() {
      await agenda.drain(4000);
    },
  };
}

export interface SchedulerOptions {
  connection: Connection;
  jobs: readonly RecurringJob[];
  jobRuns: JobRuns;
  clock: Clock;
  logger: Logger;
  worker: { concurrency: number; pollSeconds: number };
}
