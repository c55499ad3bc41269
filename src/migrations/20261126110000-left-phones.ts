import { leftPhoneIndexes } from '../features/appointments/index.js';
import { indexMigration, type Migration } from './migration.js';

const indexes = indexMigration('20261126110000-left-phones', { appointments: leftPhoneIndexes });

/** Marks every appointment that may still keep a phone it has left: which of them do lies sealed, and the worker looks. */
export const leftPhones: Migration = {
  id: indexes.id,
  async up(database) {
    await indexes.up(database);
    await database
      .collection('appointments')
      .updateMany(
        { 'history.action': 'contact-changed', personal: { $exists: true } },
        { $set: { hasLeftPhones: true } },
      );
  },
  async down(database) {
    await database
      .collection('appointments')
      .updateMany({ hasLeftPhones: { $exists: true } }, { $unset: { hasLeftPhones: 1 } });
    await indexes.down(database);
  },
};
