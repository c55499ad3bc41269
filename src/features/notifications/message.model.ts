import { type Connection, type Model, Schema } from 'mongoose';

export type MessageKind =
  | 'verification-code'
  | 'appointment-confirmed'
  | 'appointment-rescheduled'
  | 'appointment-cancelled'
  | 'day-closed'
  | 'day-reopened'
  | 'appointment-moved'
  | 'contact-changed'
  | 'privacy-answered'
  | 'divorce-accepted'
  | 'divorce-ended'
  | 'divorce-dates-changed'
  | 'divorce-window-closing';
export type MessageState = 'queued' | 'sent';

export interface MessageRecord {
  _id: string;
  kind: MessageKind;
  /** Who caused it: the appointment or the verification. */
  subject: string;
  recipientHash: string;
  /** Recipient, text and code, sealed; absent until the message is composed. */
  content?: Buffer;
  channel: string;
  state: MessageState;
  at: Date;
}

const schema = new Schema<MessageRecord>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    subject: { type: String, required: true },
    recipientHash: { type: String, required: true },
    content: Buffer,
    channel: { type: String, required: true },
    state: { type: String, enum: ['queued', 'sent'], required: true },
    at: { type: Date, required: true },
  },
  { collection: 'messages', versionKey: false, strict: 'throw' },
);

export type MessageModel = Model<MessageRecord>;

export function messageModel(connection: Connection): MessageModel {
  return connection.model<MessageRecord>('Message', schema);
}

export const messageIndexes = [
  { name: 'recipient', key: { recipientHash: 1, at: -1 } },
  { name: 'at', key: { at: -1 } },
] as const;

export const queuedMessageIndexes = [
  { name: 'queued', key: { at: 1 }, partialFilterExpression: { state: 'queued' } },
] as const;
