import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../../../errors/index.js';
import { type InsertBatcher, insertBatcher } from '../../../infrastructure/insert-batcher.js';
import type { Language } from '../../../infrastructure/language.js';
import type { Recipient, SubjectSource, Variables } from '../catalogue/definition.js';
import type { MessageCatalogue } from '../catalogue/message-catalogue.js';
import type { ChannelName } from '../channels/channel.js';
import { messageKey } from '../message-key.js';
import type { MessageModel, MessageRecord, MessageState } from '../message.model.js';
import { afterQuietHours } from '../quiet-hours.js';
import type { Protection } from '../sending/preparation.js';
import type { Composed, Composer } from './composer.js';
import { type Owed, owedBy } from './owed.js';
import { BUREAU_ZONE } from '../../calendar/index.js';

const SOON_MS = 3_600_000;

/** Why a message was taken back that its subject no longer asks for. */
export const NO_LONGER_OWED = 'no-longer-owed';

/** A message of a direct kind. */
export interface Notice {
  kind: string;
  /** What it is about; with the kind and the instant it names the message once and for all. */
  subject: string;
  occurrence?: string;
  to: string;
  channel?: Exclude<ChannelName, 'outbox' | 'webhook'>;
  /** Keyed hash of `to`. */
  addressHash: string;
  language: Language;
  variables: Variables;
  code?: string;
  hall?: string;
  at: Date;
  expiresAt?: Date;
}

export interface OutboxDependencies {
  messages: MessageModel;
  connection: Connection;
  catalogue: MessageCatalogue;
  composer: Composer;
  protection: Protection;
  /** Messages stay in the store, so that one due at once is sent by being written. */
  isLocal: boolean;
  /** Told of a message somebody is waiting for at a screen, so that it need not wait for the sweep. */
  onUrgent?: (id: string) => void;
}

/**
 * The one door through which messages are written: each a document under a key of its own, right after the change that causes it.
 * Writing the same again changes nothing; what a crash kept from being written, the worker writes from the subject itself.
 */
export class Outbox {
  private readonly insert: InsertBatcher<MessageRecord>;

  constructor(private readonly deps: OutboxDependencies) {
    this.insert = insertBatcher<MessageRecord>(deps.connection, 'messages');
  }

  /** Writes a message of a direct kind. */
  async notify(notice: Notice): Promise<void> {
    const { catalogue, composer, onUrgent } = this.deps;
    const { kind, subject, occurrence, at, hall, expiresAt } = notice;
    const definition = catalogue.directKind(kind);
    if (!definition) throw new TypeError(`${kind} is no kind of message that can be given`);
    const role = 'recipient';
    const id = messageKey({ kind, subject, role, dueAt: at, ...(occurrence !== undefined && { occurrence }) });
    const { to, language, variables, code } = notice;
    const given = { to, language, variables, ...(code !== undefined && { code }) };
    const nextAt = definition.urgency === 'code' ? at : afterQuietHours(at, BUREAU_ZONE);
    const record = {
      ...this.envelope({ id, kind, subject, role, channel: notice.channel ?? 'sms', dueAt: at, nextAt }),
      recipientHash: notice.addressHash,
      ...(hall !== undefined && { hall }),
      ...(expiresAt && { expiresAt }),
    };
    if (this.goesAtOnce(nextAt, at) && (definition.urgency === 'code' || !(await this.isProtected(notice)))) {
      await this.write({ ...record, ...this.sentNow(await composer.direct(definition, id, given, hall), at) });
      return;
    }
    await this.write({ ...record, given: composer.sealGiven(given) });
    if (definition.urgency === 'code') onUrgent?.(id);
  }

  /**
   * Brings the messages about a subject into line with what it owes now: writes what is missing, and takes back what is no longer
   * owed and not yet sent. A subject that nobody can have been told about before `isNew` saves the question what was written; while
   * many are made at once, what is not due within the hour is left to the worker, so that those who wait come first.
   */
  async plan<S>(source: SubjectSource<S>, subject: S, now: Date, { isNew = false } = {}): Promise<PlanOutcome> {
    await source.ready?.();
    const known = isNew ? undefined : (await this.known(source, [source.idOf(subject)])).get(source.idOf(subject));
    const until = isNew && this.insert.isBusy ? new Date(now.getTime() + SOON_MS) : undefined;
    return this.bringIntoLine(source, subject, { known: known ?? new Map(), now, until });
  }

  /** The same for many subjects, asking once what is known of them all. */
  async planAll<S>(source: SubjectSource<S>, subjects: readonly S[], now: Date): Promise<PlanOutcome> {
    const known = await this.known(
      source,
      subjects.map((subject) => source.idOf(subject)),
    );
    const outcome = { written: 0, takenBack: 0 };
    for (const subject of subjects) {
      const one = await this.bringIntoLine(source, subject, {
        known: known.get(source.idOf(subject)) ?? new Map(),
        now,
      });
      outcome.written += one.written;
      outcome.takenBack += one.takenBack;
    }
    return outcome;
  }

  private async bringIntoLine<S>(
    source: SubjectSource<S>,
    subject: S,
    { known, now, until }: { known: ReadonlyMap<string, MessageState>; now: Date; until?: Date | undefined },
  ): Promise<PlanOutcome> {
    const owed = owedBy(source, subject);
    const expected = new Set(owed.map(({ id }) => id));
    const useful = owed.filter(({ occasion }) => !isOver(occasion.expiresAt, now));
    const stale = [...known].filter(([id, state]) => state === 'queued' && !expected.has(id)).map(([id]) => id);
    const missing = useful.filter(({ id, occasion }) => !known.has(id) && (!until || occasion.dueAt <= until));
    const again = useful.filter(({ id }) => known.get(id) === 'cancelled').map(({ id }) => id);
    await Promise.all([
      stale.length > 0 ? this.takeBack(stale, now) : undefined,
      again.length > 0 ? this.bringBack(again, now) : undefined,
      ...missing.map((one) =>
        this.writePlanned(source, subject, { ...one, isCovered: this.isCovered(source, one, owed) }, now),
      ),
    ]);
    return { written: missing.length + again.length, takenBack: stale.length };
  }

  /** Which of these keys have been written. */
  async written(ids: readonly string[]): Promise<Set<string>> {
    const found = await this.deps.messages.find({ _id: { $in: ids } }, { _id: 1 }).lean();
    return new Set(found.map(({ _id }) => _id));
  }

  private async writePlanned(
    source: SubjectSource,
    subject: unknown,
    { id, definition, occasion, isCovered }: Owed & { isCovered: boolean },
    now: Date,
  ): Promise<void> {
    const { recipient, dueAt, expiresAt, matter, line } = occasion;
    const isForPerson = recipient.channel !== 'webhook';
    const nextAt = isForPerson ? afterQuietHours(dueAt, source.timeZoneOf(subject)) : dueAt;
    const hall = source.hallOf(subject);
    const name = { id, kind: definition.kind, subject: source.idOf(subject), role: recipient.role };
    const record = {
      ...this.envelope({ ...name, channel: recipient.channel, dueAt, nextAt, at: now }),
      recipientHash: recipient.addressHash,
      ...(hall !== undefined && { hall }),
      ...(expiresAt && { expiresAt }),
      ...(matter !== undefined && { matter }),
      ...(line && { line }),
    };
    const isPlain = definition.urgency === 'news' && isForPerson && !recipient.isUnsafe && !isCovered;
    const isSentNow = isPlain && this.goesAtOnce(nextAt, now) && !(await this.isProtected(recipient));
    if (!isSentNow) return this.write(record);
    const composed = await this.deps.composer.planned({ id, source, definition, subject, occasion });
    return this.write({ ...record, ...this.sentNow(composed, now) });
  }

  /** What another message says as well is left to the sender, which sends the one that says more. */
  private isCovered({ definitions }: SubjectSource, { definition, occasion }: Owed, owed: readonly Owed[]): boolean {
    const covering = this.deps.catalogue.coveringKinds(definition.kind);
    const isElsewhere = (kind: string) => !definitions.some((own) => own.kind === kind);
    if (occasion.matter !== undefined && covering.some(isElsewhere)) return true;
    return owed.some(
      (other) => covering.includes(other.definition.kind) && other.occasion.recipient.role === occasion.recipient.role,
    );
  }

  private envelope({ id, channel, nextAt, at, ...name }: Envelope): Omit<MessageRecord, 'recipientHash'> {
    const kept = this.deps.isLocal ? 'outbox' : channel;
    return {
      _id: id,
      ...name,
      channel: kept,
      state: 'queued',
      at: at ?? name.dueAt,
      nextAt,
      wakeAt: nextAt,
      attempts: 0,
    };
  }

  private isProtected({ personHash, addressHash }: Pick<Recipient, 'personHash' | 'addressHash'>): Promise<boolean> {
    return this.deps.protection.isProtected(personHash ?? addressHash);
  }

  private goesAtOnce(nextAt: Date, now: Date): boolean {
    return this.deps.isLocal && nextAt <= now;
  }

  private sentNow({ content, textVersion }: Composed, now: Date): Partial<MessageRecord> {
    const { composer } = this.deps;
    return { state: 'sent', at: now, sentAt: now, content: composer.sealContent(content), textVersion };
  }

  private async write(message: MessageRecord): Promise<void> {
    try {
      await this.insert(message);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** The state of every message that has been written about these subjects, by subject and key. */
  private async known<S>(
    { definitions }: SubjectSource<S>,
    subjects: readonly string[],
  ): Promise<Map<string, Map<string, MessageState>>> {
    const kinds = definitions.map(({ kind }) => kind);
    const found = await this.deps.messages
      .find({ subject: { $in: subjects }, kind: { $in: kinds } }, { subject: 1, state: 1 })
      .lean();
    const bySubject = new Map<string, Map<string, MessageState>>();
    for (const { _id, subject, state } of found)
      bySubject.set(subject, (bySubject.get(subject) ?? new Map<string, MessageState>()).set(_id, state));
    return bySubject;
  }

  private async takeBack(ids: readonly string[], now: Date): Promise<void> {
    await this.deps.messages.updateMany(
      { _id: { $in: ids }, state: 'queued' },
      { $set: { state: 'cancelled', at: now, reason: NO_LONGER_OWED } },
    );
  }

  /** A couple that moves away from a day and back to it is owed what had been taken back; what somebody gave up stays so. */
  private async bringBack(ids: readonly string[], now: Date): Promise<void> {
    await this.deps.messages.updateMany(
      { _id: { $in: ids }, state: 'cancelled', reason: NO_LONGER_OWED },
      { $set: { state: 'queued', at: now }, $unset: { reason: 1 } },
    );
  }
}

export interface PlanOutcome {
  written: number;
  takenBack: number;
}

interface Envelope {
  id: string;
  kind: string;
  subject: string;
  role: string;
  channel: ChannelName;
  dueAt: Date;
  nextAt: Date;
  at?: Date;
}

function isOver(expiresAt: Date | undefined, now: Date): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}
