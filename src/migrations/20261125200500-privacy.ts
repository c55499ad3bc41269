import { personIndexes } from '../features/appointments/index.js';
import { divorcePersonIndexes } from '../features/divorce/index.js';
import { privacyIndexes } from '../features/privacy/index.js';
import { indexMigration } from './migration.js';

export const privacy = indexMigration('20261125200500-privacy', {
  appointments: personIndexes,
  divorceApplications: divorcePersonIndexes,
  ...privacyIndexes,
});
