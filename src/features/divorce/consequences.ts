import type { AuditEntryModel, AuditLog } from '../../audit/index.js';
import { auditOf } from './divorce-audit.js';
import type { DivorceApplicationModel, DivorceApplicationRecord } from './divorce-application.model.js';
import type { DivorceMessages } from './divorce-messages.js';
import type { Visits } from './visits.js';

const GRACE_MS = 20_000;
const WINDOW_MS = 24 * 3_600_000;

/** What follows from a change of an application. The audit event comes last: where it is missing, something else may be too. */
export class Consequences {
  constructor(
    private readonly deps: {
      applications: DivorceApplicationModel;
      messages: DivorceMessages;
      visits: Visits;
      audit: AuditLog;
      auditEntries: AuditEntryModel;
    },
  ) {}

  /** Draws them for one line of the history; doing it again changes nothing. */
  async draw(record: DivorceApplicationRecord, index = record.history.length - 1): Promise<void> {
    const line = record.history[index];
    if (line) await this.deps.visits.follow(record, line);
    await this.deps.messages.changed(record);
    this.deps.audit.record(auditOf(record, index));
  }

  /** Draws those of recent changes that a crash cut off. */
  async heal(now: Date): Promise<number> {
    const since = { $gt: new Date(now.getTime() - WINDOW_MS), $lt: new Date(now.getTime() - GRACE_MS) };
    const recent = await this.deps.applications.find({ updatedAt: since }).lean();
    const lines = recent.flatMap((record) => record.history.map((_, index) => ({ record, index })));
    const keys = lines.map(({ record, index }) => auditOf(record, index).key);
    const found = await this.deps.auditEntries.find({ key: { $in: keys } }, { key: 1 }).lean();
    const known = new Set(found.map(({ key }) => key));
    const lost = lines.filter((_, position) => !known.has(keys[position] ?? ''));
    for (const { record, index } of lost) await this.draw(record, index);
    return lost.length;
  }
}
