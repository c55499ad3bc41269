import type { Connection } from 'mongoose';
import type { AuditLog } from '../../audit/index.js';
import type { Clock } from '../../infrastructure/clock.js';
import type { HallDirectory } from '../halls/index.js';
import type { Notifications } from '../notifications/index.js';
import type { PlannedJob } from './jobs/job-condition.js';
import type { JobRuns } from './jobs/job-runs.js';
import type { Schedules } from './jobs/schedule.read-model.js';

/** What the pages about the running of the product work with. */
export interface OperationsServices {
  clock: Clock;
  connection: Connection;
  audit: AuditLog;
  halls: HallDirectory;
  notifications: Pick<Notifications, 'desk' | 'catalogue'>;
  staff: { directory: { namesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>> } };
  jobRuns: JobRuns;
  schedules: Schedules;
  /** Every recurring job there is. */
  jobs: readonly PlannedJob[];
  /** Has a worker run a job as soon as one is free. */
  runNow: (name: string) => Promise<void>;
}
