export { type BookingPolicy, DEFAULT_POLICY, policyOn } from './booking-policy.js';
export { type Business, BUSINESSES, type Lane, LANES, PUBLIC_LANES } from './business.js';
export type { Bilingual, Closure, Hall, HallService, LaneShare, OpeningException, OpeningHours } from './hall.js';
export { HallDirectory, offers, requireOffered } from './hall-directory.js';
export { createHallsApi } from './halls.api.js';
export { businessName, hallId } from './halls.forms.js';
export { hallModel, type HallModel, type HallRecord } from './hall.model.js';
export { openingOn } from './opening.js';
