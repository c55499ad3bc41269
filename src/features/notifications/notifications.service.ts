import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../../errors/index.js';
import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import { insertBatcher } from '../../infrastructure/insert-batcher.js';
import { unseal } from '../../infrastructure/sealed-field.js';
import type { MessageKind, MessageModel, MessageRecord } from './message.model.js';

const CONTEXT = 'message.content';

export interface Notice {
  kind: MessageKind;
  /** What it is about; with `kind` and `occurrence` it names the message once and for all. */
  subject: string;
  occurrence?: string;
  phone: string;
  body: string;
  code?: string;
  at: Date;
}

/** Names a message once and for all: the same event never gives two. */
export function messageId({ kind, subject, occurrence }: Pick<Notice, 'kind' | 'subject' | 'occurrence'>): string {
  return [kind, subject, occurrence].filter((part) => part !== undefined).join(':');
}

export interface KeptMessage {
  id: string;
  to: string;
  kind: MessageKind;
  channel: string;
  state: string;
  body: string;
  code?: string;
  at: Date;
}

/**
 * The one door through which messages leave. A message is a document written with the change that causes it; its key makes
 * a second notice of the same event a no-op. The outbox channel keeps messages on this machine.
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

  async notify({ kind, subject, occurrence, phone, body, code, at }: Notice): Promise<void> {
    const { cipher, hash } = this.secrets;
    try {
      await this.insert({
        _id: messageId({ kind, subject, occurrence }),
        kind,
        subject,
        recipientHash: hash.of('phone', phone),
        content: cipher.seal({ to: phone, body, code }, CONTEXT),
        channel: this.options.isProduction ? 'sms' : 'outbox',
        state: this.options.isProduction ? 'queued' : 'sent',
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

  /** The latest messages, newest first: development only, because it shows what was sent in the clear. */
  async latest({ phone, limit = 50 }: { phone?: string; limit?: number }): Promise<KeptMessage[]> {
    const filter = phone === undefined ? {} : { recipientHash: this.secrets.hash.of('phone', phone) };
    const found = await this.messages.find(filter).sort({ at: -1 }).limit(limit).lean();
    return found.map((message) => this.toKept(message));
  }

  private toKept({ _id, kind, channel, state, at, content }: MessageRecord): KeptMessage {
    const opened = unseal<{ to: string; body: string; code?: string }>(this.secrets.cipher, CONTEXT, content);
    return { id: _id, kind, channel, state, at, ...opened };
  }
}
