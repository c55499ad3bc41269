import type { CivilDate } from '../calendar/index.js';
import { noticePaths } from './notices.paths.js';

export const NOTICES = ['privacy', 'booking-rules', 'accessibility'] as const;
export type NoticeName = (typeof NOTICES)[number];

/**
 * The day from which each text is in force, the latest first. A change in substance adds a version and moves the text before to
 * `notices:earlier`, because a consent records the version it was given to and that text stays readable.
 */
export const NOTICE_VERSIONS: Record<NoticeName, readonly [CivilDate, ...CivilDate[]]> = {
  privacy: ['2026-11-27', '2026-11-26', '2026-11-25', '2026-11-01'],
  'booking-rules': ['2026-11-01'],
  accessibility: ['2026-11-01'],
};

/** What a couple reads and agrees to when it books. */
export const currentBookingNotice = {
  version: `${currentVersion('privacy')}/${currentVersion('booking-rules')}`,
  privacyHref: noticePaths.of('privacy'),
  rulesHref: noticePaths.of('booking-rules'),
} as const;

export function currentVersion(name: NoticeName): CivilDate {
  return NOTICE_VERSIONS[name][0];
}

export function isVersionOf(name: NoticeName, version: unknown): version is CivilDate {
  return NOTICE_VERSIONS[name].some((known) => known === version);
}

/** The texts that a consent to the booking notice was given to, each at its own address. */
export function noticesOfConsent(consent: string): { name: NoticeName; version: string; href: string }[] {
  const [privacy = '', rules = ''] = consent.split('/');
  return [
    { name: 'privacy' as const, version: privacy },
    { name: 'booking-rules' as const, version: rules },
  ]
    .filter(({ name, version }) => isVersionOf(name, version))
    .map((notice) => ({ ...notice, href: noticePaths.version(notice.name, notice.version) }));
}
