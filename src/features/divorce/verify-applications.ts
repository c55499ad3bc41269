import type { AuditAnchors, AuditEntryModel } from '../../audit/index.js';
import { type CivilDate, civilDateAt, BUREAU_ZONE } from '../calendar/index.js';
import type { HallDirectory } from '../halls/index.js';
import type { DivorceApplicationModel, DivorceApplicationRecord } from './divorce-application.model.js';
import { auditOf } from './divorce-audit.js';

/** What a crash cut off is healed within this time; later it may not be missing. */
const GRACE_MS = 60_000;

export interface DivorceViolation {
  invariant: 'divorce-outside-its-dates' | 'divorce-open-keys' | 'divorce-audit-missing';
  /** Id of the application, never a person. */
  subject: string;
  detail: string;
}

interface Checked {
  checked: { divorceApplications: number };
  violations: DivorceViolation[];
}

/** Proves on a live database, reading only, that every application ended within its dates and that a couple has one open. */
export async function verifyDivorceApplications(
  { divorceApplications, auditEntries, anchors, halls }: VerifiedParts,
  now: Date,
): Promise<Checked> {
  const start = await anchors?.start();
  const keptSince = start === 'forged' ? undefined : start?.before;
  const zones = new Map((await halls.list()).map(({ id, timeZone }) => [id, timeZone]));
  const result: Checked = { checked: { divorceApplications: 0 }, violations: [] };
  for await (const record of divorceApplications.find().lean().cursor()) {
    result.checked.divorceApplications += 1;
    const late = outsideItsDates(record, zones.get(record.hall) ?? BUREAU_ZONE);
    if (late) result.violations.push(violation('divorce-outside-its-dates', record, late));
    const keys = wrongKeys(record);
    if (keys) result.violations.push(violation('divorce-open-keys', record, keys));
    const settled = record.updatedAt.getTime() < now.getTime() - GRACE_MS;
    const missing = settled ? await missingAudit(record, { auditEntries, keptSince }) : [];
    for (const key of missing) result.violations.push(violation('divorce-audit-missing', record, key));
  }
  return result;
}

export interface VerifiedParts {
  divorceApplications: DivorceApplicationModel;
  auditEntries: AuditEntryModel;
  /** Where the chain begins; absent when nothing can have been purged. */
  anchors?: AuditAnchors;
  halls: HallDirectory;
}

/** How an application ended on a day on which the law does not let it end so. */
function outsideItsDates(
  { dates: { coolEnd, issueStart, issueEnd }, history }: DivorceApplicationRecord,
  timeZone: string,
): string | undefined {
  const allowed: Partial<Record<string, (day: CivilDate) => boolean>> = {
    withdrawn: (day) => day <= coolEnd,
    issued: (day) => day >= issueStart && day <= issueEnd,
    refused: (day) => day >= issueStart && day <= issueEnd,
    lapsed: (day) => day > issueEnd,
  };
  const wrong = history.find(({ action, at }) => allowed[action]?.(civilDateAt(at, timeZone)) === false);
  return wrong && `${wrong.action} on ${civilDateAt(wrong.at, timeZone)}`;
}

function wrongKeys({ state, openKeys, partyKeys }: DivorceApplicationRecord): string | undefined {
  const held = (openKeys ?? []).join();
  const owed = state === 'accepted' ? partyKeys.join() : '';
  return held === owed ? undefined : `${state} with ${openKeys?.length ?? 0} keys`;
}

/** What the chain has purged is not missing. */
async function missingAudit(
  record: DivorceApplicationRecord,
  { auditEntries, keptSince }: { auditEntries: AuditEntryModel; keptSince: Date | undefined },
): Promise<string[]> {
  const keys = record.history.flatMap(({ at }, index) =>
    keptSince === undefined || at >= keptSince ? [auditOf(record, index).key] : [],
  );
  const found = await auditEntries.find({ key: { $in: keys } }, { key: 1 }).lean();
  const known = new Set(found.map(({ key }) => key));
  return keys.filter((key) => !known.has(key));
}

function violation(
  invariant: DivorceViolation['invariant'],
  { _id }: DivorceApplicationRecord,
  detail: string,
): DivorceViolation {
  return { invariant, subject: `divorce:${_id}`, detail };
}
