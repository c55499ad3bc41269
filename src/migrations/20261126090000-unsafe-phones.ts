import { unsafePhoneIndexes } from '../features/divorce/index.js';
import { indexMigration } from './migration.js';

export const unsafePhones = indexMigration('20261126090000-unsafe-phones', { divorceApplications: unsafePhoneIndexes });
