import { sendMessage } from './jobs/message-jobs.js';
import { recurringJobs } from './jobs/recurring-jobs.js';
import { createScheduler } from './jobs/scheduler.js';
import { onStop, startProcess } from './process.js';

const worker = await startProcess('worker');
await worker.connection.asPromise();
const sending = sendMessage(worker.services);
const scheduler = createScheduler({ ...worker.services, tasks: [sending], worker: worker.config.worker });
await scheduler.start(recurringJobs(worker.services, scheduler.queueOf(sending)));
worker.clock?.onJump(() => {
  scheduler
    .afterJump()
    .catch((error: unknown) => worker.logger.error({ err: error }, 'jobs due after a jump did not start'));
});
worker.logger.info('working');
process.send?.({ ready: true });

// Finish what is running, write what waits, then let the store go.
onStop(async () => {
  await scheduler.drain();
  await worker.close();
});
