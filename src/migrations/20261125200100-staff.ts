import { auditSearchIndexes } from '../audit/index.js';
import { keptFormIndexes, staffAccountIndexes } from '../features/staff/index.js';
import { indexMigration } from './migration.js';

export const staff = indexMigration('20261125200100-staff', {
  staffAccounts: staffAccountIndexes,
  keptForms: keptFormIndexes,
  auditEntries: auditSearchIndexes,
});
