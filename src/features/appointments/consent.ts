/** The booking consent couples are shown today; a changed text gets a new version. */
export const CONSENT_VERSION = '2026-11';
