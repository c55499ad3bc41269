export { buildCalendar } from './calendar/build-calendar.js';
export { buildInvitation, type Invitation } from './calendar/build-invitation.js';
export { checklistForLetter, documentsByParty } from './checklist.js';
export { calendarTimezone } from './calendar/calendar-timezone.js';
export { calendarText, escapedCalendarText } from './calendar/plain-text.js';
export type {
  AttendancePolicy,
  ConfirmationBusiness,
  ConfirmationHall,
  ConfirmationParty,
  ConfirmationView,
} from './confirmation-view.js';
export type { PassClaims } from './pass/pass-claims.js';
export { createPassSigner, type PassSigner, type PassSignerOptions } from './pass/pass-signer.js';
export { renderQrSvg } from './pass/render-qr-svg.js';
export { generateSigningKey, type PublicSigningJwk, type SigningKey } from './pass/signing-key.js';
export { verifyPass } from './pass/verify-pass.js';
export { renderSlip, type SlipOptions } from './slip/render-slip.js';
export { CALM, INK, MUTED } from './slip/slip-palette.js';
export { CONTENT_WIDTH, PAGE, SlipSheet, type Structure } from './slip/slip-sheet.js';
export { isSensitive, type Translate } from './wording.js';
