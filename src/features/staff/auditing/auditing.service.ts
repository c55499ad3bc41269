import {
  type AuditAnchors,
  type AuditEntryModel,
  type AuditLog,
  type ChainVerdict,
  verifyAuditChain,
} from '../../../audit/index.js';
import { newId } from '../../../infrastructure/ids.js';
import type { StaffDirectory } from '../administration/directory.read-model.js';
import type { ChangedBy } from '../administration/accounts.service.js';
import { AuditSearch } from './audit-search.read-model.js';

/** What the auditor does with the chain; each of it is an entry of the chain itself. */
export class Auditing {
  readonly search: AuditSearch;
  private checking: Promise<ChainVerdict> | undefined;

  constructor(
    private readonly deps: {
      entries: AuditEntryModel;
      anchors: AuditAnchors;
      audit: AuditLog;
      directory: StaffDirectory;
    },
  ) {
    this.search = new AuditSearch(deps.entries, deps.directory);
  }

  get isChecking(): boolean {
    return this.checking !== undefined;
  }

  /** Walks the whole chain and records what it found. Several who ask at once share one walk. */
  async verify(by: ChangedBy): Promise<ChainVerdict> {
    const { entries, anchors } = this.deps;
    this.checking ??= verifyAuditChain(entries, { anchors }).finally(() => (this.checking = undefined));
    const verdict = await this.checking;
    await this.record(by, 'audit.verify', verdict.brokenAt === null ? 'intact' : 'broken', { ...verdict });
    return verdict;
  }

  async recordExport(by: ChangedBy, { reason, question }: { reason: string; question: object }): Promise<void> {
    await this.record({ ...by, reason }, 'audit.export', 'done', { question });
  }

  private async record(
    { actor, address, now, reason }: ChangedBy & { reason?: string },
    action: string,
    result: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    await this.deps.audit.append([
      {
        key: `${action}:${newId()}`,
        at: now,
        actor,
        action,
        subject: 'audit-chain',
        result,
        ...(address !== undefined && { address }),
        ...(reason !== undefined && { reason }),
        details,
      },
    ]);
  }
}
