export { createHealthRouter } from './health.router.js';
export { type JobRun, JobRuns } from './jobs/job-runs.js';
export { Schedules } from './jobs/schedule.read-model.js';
export { LostMessageAudit } from './messages/handled-audit.js';
export { observeOperations } from './metrics/observe-operations.js';
export { createOperationsRouter } from './operations.router.js';
