export { createHomeRouter } from './home.router.js';
export { PeakOutlook } from './peak-outlook.js';
