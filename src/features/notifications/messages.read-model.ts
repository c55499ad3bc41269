import type { QueryFilter } from 'mongoose';
import type { Clock } from '../../infrastructure/clock.js';
import type { KeyedHash } from '../../infrastructure/field-cipher.js';
import type { MessageCatalogue } from './catalogue/message-catalogue.js';
import type { MessageModel, MessageRecord, MessageState } from './message.model.js';
import type { Composer, MessageContent } from './outbox/composer.js';
import { owedBy } from './outbox/owed.js';

/** Stands for a recipient that is no longer known. */
const ERASED = 'erased';
/** Nobody has to be told any more. */
const SETTLED: MessageState[] = ['sent', 'delivered', 'failed', 'cancelled', 'suppressed'];

export interface KeptMessage extends MessageContent {
  id: string;
  kind: string;
  /** The appointment or the like that it is about. */
  subject: string;
  channel: string;
  state: MessageState;
  at: Date;
}

/** A message without its words, for whoever asks whether somebody was told. */
export type MessageSummary = Pick<
  MessageRecord,
  '_id' | 'kind' | 'subject' | 'role' | 'channel' | 'state' | 'at' | 'dueAt' | 'nextAt' | 'sentAt' | 'reason'
>;

/** What was written, what was sent and what became of it. Reading changes nothing but for `erase`. */
export class Messages {
  constructor(
    private readonly deps: {
      messages: MessageModel;
      composer: Composer;
      hash: KeyedHash;
      catalogue: MessageCatalogue;
      clock: Clock;
    },
  ) {}

  /** The latest messages that are due, newest first and in the clear: for development. */
  async latest({ phone, limit = 50 }: { phone?: string; limit?: number }): Promise<KeptMessage[]> {
    const isDue = { state: 'queued' as const, dueAt: { $lte: this.deps.clock.now() } };
    return this.read({ $or: [{ content: { $exists: true } }, isDue], ...this.to(phone) }, limit);
  }

  /** Everything that was put into words for a phone and still says it, newest first. */
  async sentTo(phone: string, limit = 500): Promise<KeptMessage[]> {
    return this.read({ content: { $exists: true }, ...this.to(phone) }, limit);
  }

  /** The same for whoever was this to these subjects, whatever their address was then. */
  async sentAs(role: string, subjects: readonly string[], limit = 500): Promise<KeptMessage[]> {
    if (subjects.length === 0) return [];
    return this.read({ content: { $exists: true }, role, subject: { $in: subjects } }, limit);
  }

  /** Every message about a subject, in the order in which they are owed. */
  async about(subject: string): Promise<MessageSummary[]> {
    return this.deps.messages.find({ subject }, { content: 0, given: 0 }).sort({ dueAt: 1, _id: 1 }).lean();
  }

  /** Takes words and recipient away from messages that are settled; that they were sent stays known. */
  async erase(ids: readonly string[]): Promise<number> {
    const { modifiedCount } = await this.deps.messages.updateMany(
      { _id: { $in: ids }, state: { $in: SETTLED }, content: { $exists: true } },
      { $set: { recipientHash: ERASED }, $unset: { content: 1, given: 1 } },
    );
    return modifiedCount;
  }

  /** Takes a person's keyed hash from messages that were settled without ever having had words: reminders taken back and the like. */
  async forgetRecipient(phone: string, subjects: readonly string[]): Promise<void> {
    await this.deps.messages.updateMany(
      { subject: { $in: subjects }, recipientHash: this.deps.hash.of('phone', phone), state: { $in: SETTLED } },
      { $set: { recipientHash: ERASED }, $unset: { given: 1 } },
    );
  }

  private to(phone: string | undefined): { recipientHash?: string } {
    return phone === undefined ? {} : { recipientHash: this.deps.hash.of('phone', phone) };
  }

  private async read(filter: QueryFilter<MessageRecord>, limit: number): Promise<KeptMessage[]> {
    const found = await this.deps.messages.find(filter).sort({ at: -1 }).limit(limit).lean();
    const opened = await Promise.all(found.map((message) => this.open(message)));
    return opened.filter((message) => message !== undefined);
  }

  private async open(message: MessageRecord): Promise<KeptMessage | undefined> {
    const { _id, kind, subject, channel, state, at } = message;
    const content = message.content ? this.deps.composer.openContent(message.content) : await this.wordsToCome(message);
    return content && { id: _id, kind, subject, channel, state, at, ...content };
  }

  /** What a message that waits for the morning would say now. */
  private async wordsToCome({
    _id,
    kind,
    subject: subjectId,
    given,
    hall,
  }: MessageRecord): Promise<MessageContent | undefined> {
    const { catalogue, composer } = this.deps;
    const direct = catalogue.directKind(kind);
    if (direct && given) return (await composer.direct(direct, _id, composer.openGiven(given), hall)).content;
    const planned = catalogue.plannedKind(kind);
    const subject = planned && (await planned.source.load([subjectId])).get(subjectId);
    if (!planned || subject === undefined) return undefined;
    const owed = owedBy(planned.source, subject).find(({ id }) => id === _id);
    return owed && (await composer.planned({ ...planned, id: _id, subject, occasion: owed.occasion })).content;
  }
}
