const HALL = '/staff/hall';

/** Addresses of the managers' pages of the hall they work at. */
export const hallOfficePaths = {
  hall: HALL,
  opening: `${HALL}/opening`,
  exceptions: `${HALL}/exceptions`,
  policies: `${HALL}/policies`,
  service: (business: string) => `${HALL}/services/${business}`,
  closures: `${HALL}/closures`,
  changes: `${HALL}/changes`,
  change: (revision: number | string) => `${HALL}/changes/${revision}`,
  couples: `${HALL}/couples`,
  couple: (reference: string) => `${HALL}/couples/${reference}`,
  use: `${HALL}/use`,
  useCsv: `${HALL}/use.csv`,
  feeds: `${HALL}/feeds`,
  feedsRevoked: `${HALL}/feeds/revoked`,
  calendar: '/staff/calendar',
  previewOf: (editor: string) => `${editor}/preview`,
};

/** What a calendar program reads. */
export function feedPath(token: string): string {
  return `/feeds/${token}/hall.ics`;
}

export const feedPattern = feedPath(':token');
