export { divorceApplicationIndexes, divorceApplicationModel } from './divorce-application.model.js';
export type { DivorceApplicationModel, DivorceApplicationRecord } from './divorce-application.model.js';
export { hasWalkInRight } from './divorce-deadlines.js';
export { type DivorcePhase, phaseOn } from './divorce-state.js';
export { normaliseReceiptNumber } from './receipt-number.js';
