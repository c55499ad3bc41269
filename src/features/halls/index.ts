export { type BookingPolicy, DEFAULT_POLICY, policyOn } from './booking-policy.js';
export { type Business, BUSINESSES, type Lane, LANES, PUBLIC_LANES } from './business.js';
export { closedHoursOn, overlaps, type Span, windowsClosed } from './closures.js';
export type {
  Bilingual,
  Closure,
  ClosureSpan,
  Hall,
  HallService,
  LaneShare,
  OpeningException,
  OpeningHours,
} from './hall.js';
export { HallDirectory, offers, requireOffered } from './hall-directory.js';
export { createHallsApi } from './halls.api.js';
export { businessName, hallId } from './halls.forms.js';
export { changedHall, type HallChange, type HallChangeKind } from './hall-change.js';
export { type HallEdit, HallEdits } from './hall-edits.service.js';
export { type HallHistoryItem, hallModel, type HallModel, type HallRecord } from './hall.model.js';
export { openingOn, usualHoursOn } from './opening.js';
export { weekOf } from './opening-outlook.js';
export { hallPaths } from './halls.paths.js';
export { createHallsRouter } from './halls.router.js';
export type { FindNextFree } from './hall-page.controller.js';
