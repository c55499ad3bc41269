import type { Services } from '../services.js';
import type { RecurringJob, TaskKind, TaskQueue } from './job.js';

/** Sending one message: the gateway's time, not the store's, decides how many fit into a second. */
export function sendMessage({ notifications, config }: Pick<Services, 'notifications' | 'config'>): TaskKind {
  return {
    name: 'send-message',
    concurrency: config.messages.concurrency,
    lockMinutes: 2,
    run: async (id) => void (await notifications.sender.send(id)),
  };
}

/** What keeps messages going: the sweep gives each that is due its own task. */
export function messageJobs({ notifications }: Pick<Services, 'notifications'>, queue: TaskQueue): RecurringJob[] {
  const { sweep, planning } = notifications;
  return [
    {
      name: 'send-due-messages',
      every: '2 seconds',
      afterJump: true,
      // A lock whose taking was never heard of, as in an outage of the store, stops all sending for as long.
      lockMinutes: 0.5,
      run: async (now) => void (await sweep.run(queue, now)),
    },
    {
      name: 'write-lost-messages',
      every: '10 seconds',
      afterJump: true,
      run: async (now, lastDone) => void (await planning.healRecent(now, lastDone)),
    },
    {
      name: 'plan-messages-ahead',
      every: '6 hours',
      lockMinutes: 60,
      run: async (now) => void (await planning.planAhead(now)),
    },
  ];
}
