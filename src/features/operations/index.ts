export { createHealthRouter } from './health.router.js';
export { JobRuns } from './job-runs.js';
