import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda, backoffStrategies, type Job } from 'agenda';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { JobRuns } from '../features/operations/index.js';
import { type Clock, stopwatch } from '../infrastructure/clock.js';
import { databaseOf } from '../migrations/migration.js';
import type { RecurringJob, TaskKind, TaskQueue } from './job.js';
import { keepSlots } from './lost-slots.js';
import { createTaskQueue, JOBS, removeDead } from './task-queue.js';

const MINUTE_MS = 60_000;
/** A worker takes so many tasks for each it can do at once, or it would wait for the next look into the queue. */
const TAKEN_AHEAD = 10;
const DRAIN_MS = 8000;
/** Time for a task that has just been begun to say so, and for one that has ended to be removed. */
const PAUSE_MS = 50;
/** Of our own making only, as when the store is away; then for as long as it lasts. The other side's failures are the message's affair. */
const TASK_BACKOFF = backoffStrategies.exponential({
  delay: 1000,
  factor: 2,
  maxDelay: MINUTE_MS,
  maxRetries: Infinity,
  jitter: 0.2,
});

export interface Scheduler {
  start(jobs: readonly RecurringJob[]): Promise<void>;
  /** Runs at once what may have fallen due while the development clock jumped. */
  afterJump(): Promise<void>;
  /** Finishes what is running, starts nothing more. */
  drain(): Promise<void>;
  queueOf(task: TaskKind): TaskQueue;
}

/** Puts recurring jobs and tasks on Agenda: whichever worker is free takes the next one, and every run of a job is noted. */
export function createScheduler({ connection, tasks, jobRuns, clock, logger, worker }: SchedulerOptions): Scheduler {
  const agenda = openAgenda(connection, {
    name: `${hostname()}:${process.pid}`,
    concurrency: worker.concurrency + tasks.reduce((sum, { concurrency }) => sum + concurrency, 0),
    pollSeconds: worker.pollSeconds,
  });
  agenda.on('error', (error) => logger.error({ err: error }, 'the scheduler cannot work'));
  agenda.on('fail', (error, job) => logger.error({ err: error, job: job.attrs.name }, 'a job failed'));
  const running = new Set<Job>();
  agenda.on('start', (job) => running.add(job));
  agenda.on('complete', (job) => running.delete(job));
  for (const task of tasks) defineTask(agenda, task);
  let planned: readonly RecurringJob[] = [];
  let endKeeping: () => void = () => undefined;

  async function runOnce(job: RecurringJob): Promise<void> {
    const startedAt = clock.now();
    const elapsed = stopwatch();
    const note = async (outcome: { outcome: 'done' } | { outcome: 'failed'; error: string }) =>
      jobRuns.note({
        _id: job.name,
        startedAt,
        finishedAt: clock.now(),
        durationMs: Math.round(elapsed()),
        worker: `${hostname()}:${process.pid}`,
        ...outcome,
      });
    try {
      await job.run(startedAt, () => jobRuns.lastDone(job.name, startedAt));
    } catch (error) {
      await note({ outcome: 'failed', error: error instanceof Error ? error.name : 'Error' });
      throw error;
    }
    await note({ outcome: 'done' });
  }

  return {
    async start(jobs) {
      planned = jobs;
      for (const job of jobs)
        agenda.define(job.name, () => runOnce(job), {
          lockLifetime: (job.lockMinutes ?? 2) * MINUTE_MS,
          concurrency: 1,
          // Only what somebody had run out of turn; a recurring job stays.
          removeOnComplete: true,
        });
      await jobRuns.planned(jobs);
      await agenda.start();
      endKeeping = keepSlots(agenda, logger, worker.lookAfterMs);
      for (const { every, name } of jobs) await agenda.every(every, name);
    },
    async afterJump() {
      for (const { name, afterJump } of planned) if (afterJump) await runOutOfTurn(agenda, connection, name);
    },
    async drain() {
      endKeeping();
      // Gives back what it has taken and not begun; or other workers would wait until its locks run out.
      await agenda.stop(false);
      const elapsed = stopwatch();
      do await sleep(PAUSE_MS);
      while (running.size > 0 && elapsed() < DRAIN_MS);
    },
    queueOf: ({ name }) => createTaskQueue(agenda, connection, name),
  };
}

export interface SchedulerOptions {
  connection: Connection;
  tasks: readonly TaskKind[];
  jobRuns: JobRuns;
  clock: Clock;
  logger: Logger;
  /** `lookAfterMs`: how often it is looked whether Agenda has lost places. */
  worker: { concurrency: number; pollSeconds: number; lookAfterMs?: number };
}

/** Has a worker run a recurring job as soon as one is free; for a process that runs none itself. */
export function createRunNow(connection: Connection): (name: string) => Promise<void> {
  let agenda: Agenda | undefined;
  return async (name) => {
    agenda ??= openAgenda(connection, { name: 'web', concurrency: 1, pollSeconds: 60 });
    await runOutOfTurn(agenda, connection, name);
  };
}

/** Agenda keeps a run that failed; the one that was asked for next takes its place. */
async function runOutOfTurn(agenda: Agenda, connection: Connection, name: string): Promise<void> {
  await removeDead(connection, name);
  await agenda.now(name);
}

function openAgenda(
  connection: Connection,
  { name, concurrency, pollSeconds }: { name: string; concurrency: number; pollSeconds: number },
): Agenda {
  return new Agenda({
    name,
    backend: new MongoBackend({ mongo: databaseOf(connection), collection: JOBS, ensureIndex: false }),
    processEvery: pollSeconds * 1000,
    maxConcurrency: concurrency,
    defaultConcurrency: 1,
  });
}

function defineTask(agenda: Agenda, { name, concurrency, lockMinutes, run }: TaskKind): void {
  agenda.define<{ id: string }>(name, async ({ attrs }) => run(attrs.data.id), {
    concurrency,
    lockLimit: concurrency * TAKEN_AHEAD,
    lockLifetime: lockMinutes * MINUTE_MS,
    backoff: TASK_BACKOFF,
    removeOnComplete: true,
  });
}
