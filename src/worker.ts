import { recurringJobs } from './jobs/recurring-jobs.js';
import { createScheduler } from './jobs/scheduler.js';
import { onStop, startProcess } from './process.js';

const worker = await startProcess('worker');
await worker.connection.asPromise();
const scheduler = createScheduler({
  ...worker.services,
  jobs: recurringJobs(worker.services),
  worker: worker.config.worker,
});
await scheduler.start();
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
