import type { CivilDate } from '../calendar/index.js';
import { noticePaths } from './notices.paths.js';

export const NOTICES = ['privacy', 'booking-rules', 'accessibility'] as const;
export type NoticeName = (typeof NOTICES)[number];

/** Raised whenever a text changes in substance; a consent records the version it was given to. */
export const noticeVersions: Record<NoticeName, CivilDate> = {
  privacy: '2026-11-01',
  'booking-rules': '2026-11-01',
  accessibility: '2026-11-01',
};

/** What a couple reads and agrees to when it books. */
export const currentBookingNotice = {
  version: `${noticeVersions.privacy}/${noticeVersions['booking-rules']}`,
  privacyHref: noticePaths.of('privacy'),
  rulesHref: noticePaths.of('booking-rules'),
} as const;
