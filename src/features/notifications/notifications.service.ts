import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../../errors/index.js';
import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import { insertBatcher } from '../../infrastructure/insert-batcher.js';
import { unseal } from '../../infrastructure/sealed-field.js';
import type { MessageKind, MessageModel, MessageRecord } from './message.model.js';

const CONTEXT = 'message.content';
/** Stands for a recipient that is no longer known. */
const ERASED = 'erased';

export interface Notice {
  kind: MessageKind;
  /** What it is about; with `kind` and `occurrence` it names the message once and for all. */
  subject: string;
  occurrence?: string;
  /** Keyed hash of the recipient's phone. */
  phoneHash: string;
  at: Date;
  /** Recipient and words, composed when the message is sent. */
  compose: () => MessageContent;
  /** For what nobody could say later: a code that is nowhere else, a phone that its subject does not tell. */
  isComposedAtOnce?: boolean;
}

export interface MessageContent {
  to: string;
  body: string;
  code?: string;
}

/** Names a message once and for all: the same event never gives two. */
export function messageId({ kind, subject, occurrence }: Pick<Notice, 'kind' | 'subject' | 'occurrence'>): string {
  return [kind, subject, occurrence].filter((part) => part !== undefined).join(':');
}

export interface KeptMessage extends MessageContent {
  id: string;
  kind: MessageKind;
  /** The appointment or the like that it is about. */
  subject: string;
  channel: string;
  state: string;
  at: Date;
}

/**
 * The one door through which messages leave. A message is a document written with the change that causes it; its key makes
 * a second notice of the same event a no-op. What it says is composed
 * when it is sent, from what is true then; the outbox channel, which keeps messages on this machine, sends at once.
 */
export class Notifications {
  private readonly insert: (message: MessageRecord) => Promise<void>;

  constructor(
    private readonly messages: MessageModel,
    connection: Connection,
    private readonly secrets: { cipher: FieldCipher; hash: KeyedHash },
    private readonly options: { isProduction: boolean },
  ) {
    this.insert = insertBatcher<MessageRecord>(connection, 'messages');
  }

  async notify({ kind, subject, occurrence, phoneHash, at, compose, isComposedAtOnce }: Notice): Promise<void> {
    const { isProduction } = this.options;
    const isComposed = !isProduction || isComposedAtOnce;
    try {
      await this.insert({
        _id: messageId({ kind, subject, occurrence }),
        kind,
        subject,
        recipientHash: phoneHash,
        ...(isComposed && { content: this.secrets.cipher.seal(compose(), CONTEXT) }),
        channel: isProduction ? 'sms' : 'outbox',
        state: isProduction ? 'queued' : 'sent',
        at,
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Which of these messages have been written: what the reconciler asks. */
  async written(ids: string[]): Promise<Set<string>> {
    const found = await this.messages.find({ _id: { $in: ids } }, { _id: 1 }).lean();
    return new Set(found.map(({ _id }) => _id));
  }

  /** Queued messages that nobody has put into words yet, oldest first. */
  async uncomposed(limit = 500): Promise<{ id: string; kind: MessageKind; subject: string }[]> {
    const found = await this.messages
      .find({ state: 'queued', content: { $exists: false } }, { kind: 1, subject: 1 })
      .sort({ at: 1 })
      .limit(limit)
      .lean();
    return found.map(({ _id, kind, subject }) => ({ id: _id, kind, subject }));
  }

  /** Gives a queued message its words, once. */
  async composed(id: string, content: MessageContent): Promise<void> {
    const sealed = this.secrets.cipher.seal(content, CONTEXT);
    await this.messages.updateOne({ _id: id, content: { $exists: false } }, { $set: { content: sealed } });
  }

  /** The latest messages, newest first and in the clear: for development, and for the person they were sent to. */
  async latest({ phone, limit = 50 }: { phone?: string; limit?: number }): Promise<KeptMessage[]> {
    const filter = {
      content: { $exists: true },
      ...(phone !== undefined && { recipientHash: this.secrets.hash.of('phone', phone) }),
    };
    const found = await this.messages.find(filter).sort({ at: -1 }).limit(limit).lean();
    return found.map((message) => this.toKept(message));
  }

  /** Everything that was put into words for a phone and still says it, newest first. */
  async sentTo(phone: string, limit = 500): Promise<KeptMessage[]> {
    return this.latest({ phone, limit });
  }

  /** Takes words and recipient away from messages that have been sent; that they were sent stays known. */
  async erase(ids: readonly string[]): Promise<number> {
    const { modifiedCount } = await this.messages.updateMany(
      { _id: { $in: ids }, state: 'sent', content: { $exists: true } },
      { $set: { recipientHash: ERASED }, $unset: { content: 1 } },
    );
    return modifiedCount;
  }

  private toKept({ _id, kind, subject, channel, state, at, content }: MessageRecord): KeptMessage {
    if (!content) throw new TypeError(`the message ${_id} has not been composed`);
    return {
      id: _id,
      kind,
      subject,
      channel,
      state,
      at,
      ...unseal<MessageContent>(this.secrets.cipher, CONTEXT, content),
    };
  }
}
