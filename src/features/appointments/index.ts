export { type AppointmentAction, type AppointmentState, stateAfter } from './appointment-state.js';
export { auditOf } from './appointment-audit.js';
export { AppointmentMessages } from './appointment-messages.js';
export { AppointmentViews, type ViewContext } from './appointment-view.js';
export {
  appointmentIndexes,
  appointmentModel,
  type AppointmentModel,
  type AppointmentRecord,
  type PersonalDetails,
} from './appointment.model.js';
export { appointmentPaths } from './appointments.paths.js';
export { blockIndexes, blockModel, Blocks } from './blocks.js';
export { buildAppointment } from './build-appointment.js';
export type { BookingParty, BookingRequest } from './booking-request.js';
export { createBookingApi } from './booking.api.js';
export { startOn, startText } from './chosen-start.js';
export { Booking } from './booking.service.js';
export { Closing, type ClosingRequest, type ClosingResult } from './closing.service.js';
export { type Deadlines, deadlinesOf, mayCancel, mayReschedule, type Permitted } from './deadlines.js';
export { checkChoice, type Hold, Holds, type SlotChoice } from './holds.service.js';
export { createDownloadsApi } from './downloads.api.js';
export { createHoldsApi } from './holds.api.js';
export { hallFacts, laneOf, receiptReasons } from './judge.js';
export { verifyBookings } from './invariants/verify-bookings.js';
export type { Findings, Violation } from './invariants/violation.js';
export { LostMessages } from './lost-messages.js';
export { QueuedMessages } from './queued-messages.js';
export { ManageTokens } from './manage-token.js';
export { createManagingApi } from './managing.api.js';
export { Managing } from './managing.service.js';
export { ownsPlace, Reconciler } from './reconciler.js';
export { RepeatedRequests } from './repeated-requests.js';
