import { DomainError } from '../errors/index.js';
import type { AuditAnchors } from './audit-anchor.js';
import type { AuditEntryModel } from './audit-entry.model.js';
import type { AuditLog } from './audit-log.js';
import { verifyAuditChain } from './verify-chain.js';

const BATCH = 1000;

export interface ChainPurge {
  entries: AuditEntryModel;
  anchors: AuditAnchors;
  audit: AuditLog;
}

/**
 * Takes the entries before an instant away from the beginning of the chain. The anchor moves first and its move is an entry of
 * the chain, so that what is left proves itself, and a purge that was killed is finished by the next one. A chain that is broken
 * in that part is evidence and stays as it is: throws `audit-chain-broken`.
 */
export async function purgeAuditChain(
  { entries, anchors, audit }: ChainPurge,
  { before, now, by, commit }: { before: Date; now: Date; by: string; commit: boolean },
): Promise<number> {
  const start = await anchors.start();
  if (start === 'forged') throw broken(0);
  if (commit) await deleteUpTo(entries, start._id);
  const last = await lastDue(entries, { after: start._id, before });
  if (!last) return 0;
  const due = last._id - start._id;
  const { brokenAt } = await verifyAuditChain(entries, { anchors, upTo: last._id });
  if (brokenAt !== null) throw broken(brokenAt);
  if (!commit) return due;
  await anchors.moveTo({ upTo: last._id, hash: last.hash, before });
  await audit.append([
    {
      key: `audit.purged:${String(last._id)}`,
      at: now,
      actor: by,
      action: 'audit.purged',
      subject: 'audit-chain',
      result: 'done',
      details: { upTo: last._id, hash: last.hash },
    },
  ]);
  await deleteUpTo(entries, last._id);
  return due;
}

/** The entry before the first one that is not due. The end of the chain stays, because the next entry links to it. */
async function lastDue(
  entries: AuditEntryModel,
  { after, before }: { after: number; before: Date },
): Promise<{ _id: number; hash: string } | undefined> {
  const range = entries.find({ _id: { $gt: after } }, { at: 1, hash: 1 }).sort({ _id: 1 });
  let [due, last]: ({ _id: number; hash: string } | undefined)[] = [];
  for await (const entry of range.lean().cursor({ batchSize: BATCH })) {
    due = last;
    if (entry.at >= before) break;
    last = entry;
  }
  return due;
}

async function deleteUpTo(entries: AuditEntryModel, upTo: number): Promise<void> {
  for (;;) {
    const batch = await entries
      .find({ _id: { $lte: upTo } }, { _id: 1 })
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean();
    const end = batch.at(-1);
    if (!end) return;
    await entries.deleteMany({ _id: { $lte: end._id } });
  }
}

function broken(at: number): DomainError {
  return new DomainError('audit-chain-broken', { params: { at } });
}
