import { divorceApplicationIndexes } from '../features/divorce/index.js';
import { indexMigration } from './migration.js';

export const divorce = indexMigration('20261125200300-divorce', { divorceApplications: divorceApplicationIndexes });
