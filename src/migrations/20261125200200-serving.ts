import { servingIndexes } from '../features/appointments/index.js';
import { indexMigration } from './migration.js';

export const serving = indexMigration('20261125200200-serving', { appointments: servingIndexes });
