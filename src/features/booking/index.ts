export { createBookingRouter } from './booking.router.js';
export { bookingPaths } from './booking.paths.js';
export { draftIndexes, draftModel, type DraftModel } from './draft.model.js';
export { Drafts } from './drafts.service.js';
export { countryOptions } from './place-options.js';
