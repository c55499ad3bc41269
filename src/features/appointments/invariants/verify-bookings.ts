import { type AuditAnchorModel, AuditAnchors, verifyAuditChain } from '../../../audit/index.js';
import type { KeyedHash } from '../../../infrastructure/field-cipher.js';
import { ActiveKeysCheck } from './active-keys-check.js';
import { type AppointmentCheckDeps, checkAppointments } from './check-appointments.js';
import { checkSlots } from './check-slots.js';
import type { Findings, Violation } from './violation.js';

/** Proves the invariants of booking on a live database, reading only. Memory grows with the active appointments alone. */
export async function verifyBookings(
  deps: Omit<AppointmentCheckDeps, 'anchors'> & {
    auditAnchors: AuditAnchorModel;
    hash: KeyedHash;
  },
  now: Date,
): Promise<Findings> {
  const anchors = new AuditAnchors(deps.auditAnchors, deps.hash);
  const slots = await checkSlots(deps, now);
  const appointments = await checkAppointments({ ...deps, anchors }, new ActiveKeysCheck(deps), now);
  const { entries, brokenAt } = await verifyAuditChain(deps.auditEntries, { anchors });
  const broken: Violation[] =
    brokenAt === null
      ? []
      : [{ invariant: 'audit-chain', subject: String(brokenAt), detail: 'missing, altered or wrongly linked' }];
  return {
    checked: { ...slots.checked, ...appointments.checked, auditEntries: entries },
    violations: [...slots.violations, ...appointments.violations, ...broken],
  };
}
