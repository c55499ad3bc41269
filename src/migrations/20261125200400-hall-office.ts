import { feedIndexes, hallUseIndexes } from '../features/hall-office/index.js';
import { indexMigration } from './migration.js';

export const hallOffice = indexMigration('20261125200400-hall-office', {
  appointments: hallUseIndexes,
  calendarFeeds: feedIndexes,
});
