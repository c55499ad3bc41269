export { divorceApplicationIndexes, divorceApplicationModel } from './divorce-application.model.js';
export type { DivorceApplicationModel, DivorceApplicationRecord } from './divorce-application.model.js';
export { hasWalkInRight } from './divorce-deadlines.js';
export { ApplicationKeys } from './application-keys.js';
export { createDivorceServices, type DivorceServices } from './divorce-services.js';
export { divorceJobs } from './divorce.jobs.js';
export { type DivorcePhase, phaseOn } from './divorce-state.js';
export { normaliseReceiptNumber } from './receipt-number.js';
export { AcceptanceReceipts } from './receipts.js';
