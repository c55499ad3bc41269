export { createHealthRouter } from './health.router.js';
export { JobRuns } from './jobs/job-runs.js';
export { Schedules } from './jobs/schedule.read-model.js';
