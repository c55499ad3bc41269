export {
  currentBookingNotice,
  currentVersion,
  NOTICE_VERSIONS,
  type NoticeName,
  NOTICES,
  noticesOfConsent,
} from './booking-notice.js';
export { noticePaths } from './notices.paths.js';
export { createNoticesRouter } from './notices.router.js';
