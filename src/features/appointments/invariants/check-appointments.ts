import type { AuditAnchors, AuditEntryModel } from '../../../audit/index.js';
import type { FieldCipher } from '../../../infrastructure/field-cipher.js';
import type { SlotModel } from '../../slots/index.js';
import { auditOf } from '../appointment-audit.js';
import type { AppointmentMessages } from '../appointment-messages.js';
import type { AppointmentModel, AppointmentRecord } from '../appointment.model.js';
import { ownsPlace } from '../reconciler.js';
import { LeftPhones } from '../left-phones.js';
import type { ActiveKeysCheck } from './active-keys-check.js';
import { inBatches } from '../../../infrastructure/in-batches.js';
import { BATCH, type Findings, GRACE_MS, type Violation } from './violation.js';

/** Messages older than this have been purged. */
const MESSAGES_KEPT_MS = 180 * 24 * 3_600_000;

export interface AppointmentCheckDeps {
  slots: SlotModel;
  appointments: AppointmentModel;
  auditEntries: AuditEntryModel;
  anchors: AuditAnchors;
  appointmentMessages: AppointmentMessages;
  cipher: FieldCipher;
}

/** Every appointment stands in its slot, holds its people's keys while it is active, and is told in chain and message. */
export async function checkAppointments(
  deps: AppointmentCheckDeps,
  keys: ActiveKeysCheck,
  now: Date,
): Promise<Findings> {
  const settled = new Date(now.getTime() - GRACE_MS);
  const checked = { appointments: 0, historyLines: 0 };
  const violations: Violation[] = [];
  const cursor = deps.appointments.find({}, { checklist: 0 }).lean<AppointmentRecord[]>().cursor({ batchSize: 500 });
  for await (const batch of inBatches<AppointmentRecord>(cursor, BATCH)) {
    checked.appointments += batch.length;
    checked.historyLines += batch.reduce((sum, { history }) => sum + history.length, 0);
    const quiet = batch.filter(({ updatedAt }) => updatedAt < settled);
    violations.push(...batch.flatMap((record) => keys.check(record)));
    violations.push(...(await withoutClaim(deps, quiet)));
    violations.push(...(await withoutAudit(deps, quiet)));
    violations.push(...leftUntold(deps, quiet));
    violations.push(
      ...(await withoutMessage(deps, quiet, { keptSince: new Date(now.getTime() - MESSAGES_KEPT_MS), now })),
    );
  }
  return { checked, violations };
}

async function withoutClaim({ slots }: AppointmentCheckDeps, batch: AppointmentRecord[]): Promise<Violation[]> {
  const owning = batch.filter(({ state }) => ownsPlace(state));
  const found = await slots.find({ _id: { $in: [...new Set(owning.map(({ slot }) => slot))] } }, { claims: 1 }).lean();
  const holders = new Map(
    found.map(({ _id, claims }) => [
      _id,
      new Set(claims.filter(({ until }) => until === null).map(({ holder }) => holder)),
    ]),
  );
  return owning
    .filter(({ _id, slot }) => !holders.get(slot)?.has(_id))
    .map(({ reference, slot }) => ({
      invariant: 'appointment-without-claim',
      subject: reference,
      detail: `${slot} has no place of it`,
    }));
}

/** What the chain has purged is not missing. */
async function withoutAudit(
  { auditEntries, anchors }: AppointmentCheckDeps,
  batch: AppointmentRecord[],
): Promise<Violation[]> {
  const start = await anchors.start();
  const keptSince = start === 'forged' ? undefined : start.before;
  const events = batch
    .flatMap((record) => record.history.map((_, index) => auditOf(record, index)))
    .filter(({ at }) => keptSince === undefined || at >= keptSince);
  const found = await auditEntries.find({ key: { $in: events.map(({ key }) => key) } }, { key: 1, _id: 0 }).lean();
  const present = new Set(found.map(({ key }) => key));
  return events
    .filter(({ key }) => !present.has(key))
    .map(({ key, subject, action }) => ({ invariant: 'audit-entry-missing', subject, detail: `${action} (${key})` }));
}

/** What is kept to tell the phone that was left is gone once it was told. */
function leftUntold(deps: AppointmentCheckDeps, batch: AppointmentRecord[]): Violation[] {
  const leftPhones = new LeftPhones(deps);
  return batch
    .filter((record) => leftPhones.isOpen(record))
    .map(({ reference }) => ({
      invariant: 'left-phone-untold',
      subject: reference,
      detail: 'its messages have gone to another phone since, and the earlier one was never told',
    }));
}

async function withoutMessage(
  { appointmentMessages }: AppointmentCheckDeps,
  batch: AppointmentRecord[],
  { keptSince, now }: { keptSince: Date; now: Date },
): Promise<Violation[]> {
  const recent = batch.filter(({ updatedAt }) => updatedAt > keptSince);
  const missing = await appointmentMessages.missing(recent, now);
  return recent.flatMap(({ _id, reference }) =>
    (missing.get(_id) ?? []).map((message) => ({
      invariant: 'message-missing',
      subject: reference,
      detail: `the couple was never told, or never would be (${message})`,
    })),
  );
}
