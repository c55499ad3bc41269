import { auditEntryIndexes } from '../audit/index.js';
import { appointmentIndexes, blockIndexes } from '../features/appointments/index.js';
import { draftIndexes } from '../features/booking/index.js';
import { contactVerificationIndexes } from '../features/contacts/index.js';
import { messageIndexes } from '../features/notifications/index.js';
import { slotIndexes } from '../features/slots/index.js';
import { idempotencyRecordIndexes } from '../http/idempotency/idempotency-record.model.js';
import { indexMigration } from './migration.js';

export const initialIndexes = indexMigration('20261125090000-initial-indexes', {
  halls: [],
  holidayYears: [],
  slots: slotIndexes,
  appointments: appointmentIndexes,
  blocks: blockIndexes,
  drafts: draftIndexes,
  contactVerifications: contactVerificationIndexes,
  codeBudgets: [],
  idempotencyRecords: idempotencyRecordIndexes,
  messages: messageIndexes,
  auditEntries: auditEntryIndexes,
  sessions: [{ name: 'expires', key: { expires: 1 }, expireAfterSeconds: 0 }],
  agendaJobs: [
    { name: 'findAndLockNextJobIndex', key: { name: 1, priority: -1, lockedAt: 1, nextRunAt: 1, disabled: 1 } },
  ],
});
