export { currentBookingNotice, NOTICES, type NoticeName, noticeVersions } from './booking-notice.js';
export { noticePaths } from './notices.paths.js';
export { createNoticesRouter } from './notices.router.js';
