import type { Logger } from 'pino';
import { isDuplicateKey } from '../errors/index.js';
import { type AuditEvent, EMPTY_CHAIN, linkEntries } from './audit-chain.js';
import type { AuditEntryModel } from './audit-entry.model.js';

const GATHER_MS = 25;
const BATCH = 500;
const RETRY_MS = 1000;

/**
 * Appends events to the chain in batches, after the change they record. The change itself carries its history in the same
 * write, so what a crash loses here is appended again by the reconciler under the same key.
 */
export class AuditLog {
  private waiting: AuditEvent[] = [];
  private running: Promise<void> | undefined;
  private isClosing = false;
  private head: { _id: number; hash: string } | undefined;

  constructor(
    private readonly entries: AuditEntryModel,
    private readonly logger: Logger,
  ) {}

  record(event: AuditEvent): void {
    this.waiting.push(event);
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  /** Resolves when everything recorded so far stands in the chain. */
  async drain(): Promise<void> {
    while (this.running) await this.running;
  }

  /** Writes what waits, trying once; the reconciler appends what an unreachable store refuses. */
  async close(): Promise<void> {
    this.isClosing = true;
    await this.drain();
  }

  /** Appends at once and says when it is done: for scripts and for the reconciler. */
  async append(events: readonly AuditEvent[]): Promise<void> {
    this.waiting.push(...events);
    this.running ??= this.run().finally(() => (this.running = undefined));
    await this.drain();
  }

  private async run(): Promise<void> {
    await pause(GATHER_MS);
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      try {
        await this.appendBatch(batch);
      } catch (error) {
        this.logger.warn({ err: error, entries: batch.length }, 'audit entries wait for the store');
        this.waiting.unshift(...batch);
        if (this.isClosing) return;
        await pause(RETRY_MS);
      }
    }
  }

  /** The chain's unique position decides between writers; the loser links again behind the new end. */
  private async appendBatch(batch: AuditEvent[]): Promise<void> {
    let events = batch;
    while (events.length > 0) {
      const entries = linkEntries(events, (this.head ??= await this.readHead()));
      try {
        await this.entries.insertMany(entries, { ordered: true, lean: true });
        this.head = entries.at(-1);
        return;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        this.head = undefined;
        events = await this.missingOf(events);
      }
    }
  }

  private async readHead(): Promise<{ _id: number; hash: string }> {
    const last = await this.entries.findOne({}, { hash: 1 }).sort({ _id: -1 }).lean();
    return last ?? EMPTY_CHAIN;
  }

  private async missingOf(events: AuditEvent[]): Promise<AuditEvent[]> {
    const present = await this.entries.find({ key: { $in: events.map(({ key }) => key) } }, { key: 1, _id: 0 }).lean();
    const known = new Set(present.map(({ key }) => key));
    return events.filter(({ key }) => !known.has(key));
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
