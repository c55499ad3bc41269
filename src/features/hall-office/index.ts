export { createHallOffice, type HallOffice } from './hall-office-services.js';
export { createHallOfficeRouter } from './hall-office.router.js';
export { hallUseIndexes } from './hall-use.read-model.js';
export { createHolidaysRouter } from './holidays.router.js';
export { feedIndexes, feedModel } from './feeds/feed.model.js';
export { createFeedReader, createFeedsRouter } from './feeds/feeds.router.js';
export type { FeedContributor, FeedEntry, FeedQuestion } from './feeds/feed-contributor.js';
