export { type AppointmentAction, type AppointmentState, stateAfter } from './appointment-state.js';
export { auditOf } from './appointment-audit.js';
export { AppointmentMessages } from './appointment-messages.js';
export { appointmentLetters } from './messages/appointment-letters.js';
export { type AppointmentSource, appointmentSource } from './messages/appointment-source.js';
export { type AppointmentSubject, CONTACT_ROLE, LETTER_ROLE, subjectOf } from './messages/appointment-subject.js';
export { AppointmentViews, type ViewContext } from './appointment-view.js';
export {
  appointmentIndexes,
  appointmentModel,
  type AppointmentModel,
  type AppointmentRecord,
  type LeftPhone,
  leftPhoneIndexes,
  personIndexes,
  openPersonal,
  type PersonalDetails,
  servingIndexes,
  type ServingOutcome,
} from './appointment.model.js';
export { appointmentPaths } from './appointments.paths.js';
export { blockIndexes, blockModel, type BlockRecord, Blocks } from './blocks.js';
export { buildAppointment } from './build-appointment.js';
export type { BookingParty, BookingRequest } from './booking-request.js';
export { createBookingApi } from './booking.api.js';
export { hasCertificate, parseSerial, serialStart } from './certificate-serial.js';
export { closeOfBusiness, halfDayAt, isDayOver } from './closing-time.js';
export { lastFourOf } from './compare-documents.js';
export { startOn, startText } from './chosen-start.js';
export { Booking } from './booking.service.js';
export { type Deadlines, deadlinesOf, mayCancel, mayReschedule, type Permitted } from './deadlines.js';
export { checkChoice, type Hold, Holds, type SlotChoice } from './holds.service.js';
export { createDownloadsApi } from './downloads.api.js';
export { createHoldsApi } from './holds.api.js';
export { hallFacts, laneOf } from './judge.js';
export { verifyBookings } from './invariants/verify-bookings.js';
export type { Findings, Violation } from './invariants/violation.js';
export { NoShows } from './no-shows.service.js';
export { isRefusalReason, refusalReasons } from './refusal-reasons.js';
export { type CheckInVerdict, mayCheckIn, mayUndo, type UndoVerdict } from './serving-rules.js';
export { ServingKeys } from './serving-keys.js';
export { type PresenceProof, Serving } from './serving.service.js';
export { ContactChange } from './contact-change.service.js';
export { LeftPhones } from './left-phones.js';
export { maskEmail, parseEmail } from './email-address.js';
export { EmailChange } from './email-change.service.js';
export { offersEmail } from './email-offer.js';
export { deidentifyAppointment, purgeAppointments } from './deidentification.js';
export { type Erasure, erasureOf } from './erasure.js';
export { type OwnAppointment, PersonAppointments } from './person-appointments.js';
export { FullRecords, peopleIn } from './full-records.js';
export { personHash } from './person-keys.js';
export { WalkInPlaces } from './walk-in-places.js';
export { type WalkInRequest, WalkIns } from './walk-in.service.js';
export { ManageTokens } from './manage-token.js';
export { createManagingApi } from './managing.api.js';
export { Managing } from './managing.service.js';
export { type Move, Moving } from './moving.service.js';
export { isTold, StrandedCouples, type Telling } from './stranded-couples.service.js';
export { ownsPlace, Reconciler } from './reconciler.js';
export { needsReceipt, type Receipt, receiptReasons, type Receipts } from './receipt.js';
export { latestStep } from './silent-steps.js';
export { RepeatedRequests } from './repeated-requests.js';
