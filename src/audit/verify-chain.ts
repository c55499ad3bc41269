import { EMPTY_CHAIN, hashEntry } from './audit-chain.js';
import type { AuditEntryModel } from './audit-entry.model.js';

/** Walks the whole chain: `brokenAt` is the first position that is missing, altered or linked to something else. */
export async function verifyAuditChain(
  entries: AuditEntryModel,
): Promise<{ entries: number; brokenAt: number | null }> {
  let last = EMPTY_CHAIN;
  let count = 0;
  for await (const entry of entries.find().sort({ _id: 1 }).lean().cursor({ batchSize: 1000 })) {
    count += 1;
    const isLinked = entry._id === last._id + 1 && entry.previous === last.hash;
    if (!isLinked || hashEntry(entry) !== entry.hash) return { entries: count, brokenAt: last._id + 1 };
    last = entry;
  }
  return { entries: count, brokenAt: null };
}
