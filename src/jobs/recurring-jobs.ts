import { divorceJobs } from '../features/divorce/index.js';
import type { Services } from '../services.js';
import type { RecurringJob, TaskQueue } from './job.js';
import { messageJobs } from './message-jobs.js';

const DAY_MS = 86_400_000;
const ROTATION_MS = 20_000;

/** Everything the bureau does by itself, each line a job. */
export function recurringJobs(services: Services, messages: TaskQueue): RecurringJob[] {
  const { reconciler, models } = services;
  return [
    {
      name: 'plan-slots',
      every: '10 minutes',
      afterJump: true,
      lockMinutes: 10,
      run: (now) => planAllHalls(services, now),
    },
    {
      name: 'finish-hall-changes',
      every: '1 minute',
      run: async (now) => void (await services.hallOffice.changes.finishInterrupted(now)),
    },
    {
      name: 'release-orphaned-claims',
      every: '20 seconds',
      run: async (now) => void (await reconciler.releaseOrphans(now)),
    },
    {
      name: 'append-lost-audit',
      every: '30 seconds',
      run: async (now) => {
        await reconciler.appendLostAudit(now);
        await services.textOffice.lostAudit.append(now);
        await services.messageAudit.append(now);
      },
    },
    {
      name: 'close-the-day',
      every: '5 minutes',
      afterJump: true,
      run: async (now) => {
        await services.noShows.closeDays(now);
        await services.desk.tickets.closeDays(now);
      },
    },
    ...messageJobs(services, messages),
    ...divorceJobs(services.divorce),
    {
      name: 'purge-verifications',
      every: '1 hour',
      run: async (now) => {
        const yesterday = new Date(now.getTime() - DAY_MS);
        await models.verifications.deleteMany({ expiresAt: { $lt: yesterday } });
        await models.budgets.deleteMany({ sentAt: { $not: { $elemMatch: { $gt: yesterday } } } });
      },
    },
    {
      name: 'flag-unusual-looks',
      every: '10 minutes',
      run: async (now) => void (await services.privacy.flags.raise(now)),
    },
    {
      name: 'rotate-keys',
      every: '1 minute',
      lockMinutes: 5,
      run: async (now) => void (await services.keyRotation.run(now, { budgetMs: ROTATION_MS })),
    },
    {
      name: 'purge-retention',
      every: '1 hour',
      afterJump: true,
      lockMinutes: 60,
      run: async (now) => void (await services.privacy.retention.runDaily(now)),
    },
    { name: 'purge-drafts', every: '10 minutes', run: async (now) => void (await services.drafts.purge(now)) },
    { name: 'purge-kept-forms', every: '10 minutes', run: (now) => services.staff.keptForms.purge(now) },
    { name: 'purge-idempotency-keys', every: '1 hour', run: (now) => services.idempotency.purge(now) },
  ];
}

/** Keeps the next days' slots in step with every hall's hours. */
export async function planAllHalls(
  { halls, hallOffice, logger }: Pick<Services, 'halls' | 'hallOffice' | 'logger'>,
  now: Date,
): Promise<void> {
  for (const hall of await halls.list()) {
    const { created, changed, closed, stranded } = await hallOffice.changes.keepPlanned(hall.id, now);
    if (created + changed + closed > 0)
      logger.info({ hall: hall.id, created, changed, closed, stranded: stranded.length }, 'slots planned');
  }
}
