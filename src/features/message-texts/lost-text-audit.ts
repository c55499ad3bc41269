import type { AuditEntryModel, AuditLog } from '../../audit/index.js';
import type { MessageTextModel } from './message-text.model.js';
import { auditOf } from './text-audit.js';

/** Older than any request can run. */
const GRACE_MS = 20_000;
const WINDOW_MS = 24 * 3_600_000;

/** Heals what a crash left between a change of a text and its audit. */
export class LostTextAudit {
  constructor(
    private readonly deps: { messageTexts: MessageTextModel; auditEntries: AuditEntryModel; audit: AuditLog },
  ) {}

  /** Appends the events of recent changes that are not in the chain; once they are, it changes nothing. */
  async append(now: Date): Promise<number> {
    const { messageTexts, auditEntries, audit } = this.deps;
    const since = { $gt: new Date(now.getTime() - WINDOW_MS), $lt: new Date(now.getTime() - GRACE_MS) };
    const recent = await messageTexts.find({ changedAt: since }).lean();
    const events = recent.flatMap((record) => record.history.flatMap((_, index) => auditOf(record, index)));
    const found = await auditEntries.find({ key: { $in: events.map(({ key }) => key) } }, { key: 1 }).lean();
    const known = new Set(found.map(({ key }) => key));
    const lost = events.filter(({ key }) => !known.has(key));
    if (lost.length > 0) await audit.append(lost);
    return lost.length;
  }
}
