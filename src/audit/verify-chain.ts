import type { AuditAnchors, ChainStart } from './audit-anchor.js';
import { EMPTY_CHAIN, hashEntry } from './audit-chain.js';
import type { AuditEntryModel } from './audit-entry.model.js';

const BATCH = 1000;

export interface ChainVerdict {
  entries: number;
  /** The first position that is missing, altered or linked to something else. */
  brokenAt: number | null;
}

/**
 * Walks the chain from its beginning, or from the anchor that a purge left there, to the end or to `upTo`. An anchor that was
 * not sealed by the bureau breaks the chain where it stands.
 */
export async function verifyAuditChain(
  entries: AuditEntryModel,
  { anchors, upTo }: { anchors?: AuditAnchors; upTo?: number } = {},
): Promise<ChainVerdict> {
  let start: ChainStart | 'forged' = (await anchors?.start()) ?? EMPTY_CHAIN;
  for (;;) {
    if (start === 'forged') return { entries: 0, brokenAt: 0 };
    const verdict = await walk(entries, start, upTo);
    const current: ChainStart | 'forged' = (await anchors?.start()) ?? EMPTY_CHAIN;
    // A purge that ran meanwhile took away what the walk was about to read.
    const hasMoved = current === 'forged' || current._id > start._id;
    if (verdict.brokenAt === null || !hasMoved) return verdict;
    start = current;
  }
}

async function walk(entries: AuditEntryModel, start: ChainStart, upTo?: number): Promise<ChainVerdict> {
  let last: { _id: number; hash: string } = start;
  let count = 0;
  const range = { _id: { $gt: start._id, ...(upTo !== undefined && { $lte: upTo }) } };
  for await (const entry of entries.find(range).sort({ _id: 1 }).lean().cursor({ batchSize: BATCH })) {
    count += 1;
    const isLinked = entry._id === last._id + 1 && entry.previous === last.hash;
    if (!isLinked || hashEntry(entry) !== entry.hash) return { entries: count, brokenAt: last._id + 1 };
    last = entry;
  }
  return { entries: count, brokenAt: null };
}
