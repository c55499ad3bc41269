import type { Agenda } from 'agenda';
import type { Connection } from 'mongoose';
import { systemClock } from '../infrastructure/clock.js';
import { databaseOf } from '../migrations/migration.js';
import type { TaskQueue } from './job.js';

export const JOBS = 'agendaJobs';

/** The tasks of one kind in Agenda's collection. */
export function createTaskQueue(agenda: Agenda, connection: Connection, name: string): TaskQueue {
  return {
    waiting: () => databaseOf(connection).collection(JOBS).countDocuments({ name }),
    async add(ids) {
      if (ids.length === 0) return;
      await removeDead(connection, name);
      await Promise.all(
        ids.map(async (id) => {
          const job = agenda.create(name, { id });
          await job.unique({ 'data.id': id }, { insertOnly: true }).schedule(systemClock.now()).save();
        }),
      );
    },
  };
}

/** A worker that dies between finishing a task and removing it, or a run that failed, leaves one that never runs and would stand in the way of the next. */
export async function removeDead(connection: Connection, name: string): Promise<void> {
  await databaseOf(connection).collection(JOBS).deleteMany({ name, type: 'normal', nextRunAt: null, lockedAt: null });
}
