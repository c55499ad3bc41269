import type { Connection } from 'mongoose';
import { type AuditAnchors, type AuditEntryModel, type AuditLog, purgeAuditChain } from '../../../audit/index.js';
import type { Config } from '../../../config/index.js';
import { type AppointmentModel, purgeAppointments } from '../../appointments/index.js';
import { deleteInBatches } from './delete-in-batches.js';
import type { RetentionRule } from './retention-rule.js';

/** Longer than misses count, so that none leads to a second block. */
const BLOCK_DAYS = 90;

export interface RetentionRulesDependencies {
  connection: Connection;
  appointments: AppointmentModel;
  auditEntries: AuditEntryModel;
  anchors: AuditAnchors;
  audit: AuditLog;
  retention: Config['retention'];
}

/** The rules of what several features share; the audit chain comes last, because it records the others. */
export function retentionRules(deps: RetentionRulesDependencies): RetentionRule[] {
  const { connection, appointments, auditEntries, retention } = deps;
  const aged = (name: string, at: string, keepDays: number, only: object = {}): RetentionRule =>
    deletion(connection, { name, at, keepDays, only });
  return [
    {
      name: 'appointments',
      action: 'de-identify',
      keepDays: retention.appointmentDays,
      purge: (before, { now, commit }) => purgeAppointments(appointments, { before, now, commit }),
      oldest: async () => {
        const oldest = await appointments
          .findOne({ personal: { $exists: true } }, { updatedAt: 1 })
          .sort({ updatedAt: 1 })
          .lean();
        return oldest?.updatedAt;
      },
    },
    aged('messages', 'at', retention.messageDays),
    aged('blocks', 'until', BLOCK_DAYS),
    aged('privacyRequests', 'updatedAt', retention.appointmentDays, { state: 'answered' }),
    aged('counsellingCases', 'closedAt', retention.counsellingDays),
    aged('retentionRuns', 'at', retention.auditDays),
    aged('personReads', 'at', retention.auditDays),
    aged('accessFlags', 'at', retention.auditDays),
    {
      name: 'auditEntries',
      action: 'delete',
      keepDays: retention.auditDays,
      purge: (before, run) => purgeAuditChain({ ...deps, entries: auditEntries }, { before, ...run }),
      oldest: async () => (await auditEntries.findOne({}, { at: 1 }).sort({ _id: 1 }).lean())?.at,
    },
  ];
}

/** A rule that deletes what an instant of its own says is old. */
export function deletion(
  connection: Connection,
  { name, at, keepDays, only = {} }: { name: string; at: string; keepDays: number; only?: object },
): RetentionRule {
  const documents = connection.collection(name);
  return {
    name,
    action: 'delete',
    keepDays,
    async purge(before, { commit }) {
      const due = { ...only, [at]: { $lt: before } };
      return commit ? deleteInBatches(documents, due) : documents.countDocuments(due);
    },
    async oldest() {
      const oldest = await documents
        .find({ ...only, [at]: { $exists: true } })
        .sort({ [at]: 1 })
        .limit(1)
        .next();
      return oldest?.[at] as Date | undefined;
    },
  };
}
