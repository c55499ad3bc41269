export {
  divorceApplicationIndexes,
  divorceApplicationModel,
  divorcePersonIndexes,
  unsafePhoneIndexes,
} from './divorce-application.model.js';
export type { DivorceApplicationModel, DivorceApplicationRecord } from './divorce-application.model.js';
export { hasWalkInRight } from './divorce-deadlines.js';
export { ApplicationKeys } from './application-keys.js';
export { createDivorceServices, type DivorceServices } from './divorce-services.js';
export { createReceiptRouter, createStaffDivorceRouter } from './divorce.router.js';
export { divorcePaths } from './divorce.paths.js';
export { divorceJobs } from './divorce.jobs.js';
export { type DivorcePhase, phaseOn } from './divorce-state.js';
export { normaliseReceiptNumber } from './receipt-number.js';
export { type DivorceViolation, verifyDivorceApplications } from './verify-applications.js';
export { AcceptanceReceipts } from './receipts.js';
export { divorceData } from './personal-data.js';
export { divorceRetention } from './retention.js';
export { UnsafePhones } from './unsafe-phones.js';
