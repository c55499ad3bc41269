import { type Connection, type Model, Schema } from 'mongoose';
import type { ChannelName } from './channels/channel.js';

export const MESSAGE_STATES = ['queued', 'sending', 'sent', 'delivered', 'failed', 'cancelled', 'suppressed'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

export interface MessageRecord {
  /** Made of kind, subject, role and due time: the same message is written once and no more. */
  _id: string;
  kind: string;
  /** Id of what it is about: the appointment, the verification. */
  subject: string;
  /** Who the recipient is to the subject. */
  role: string;
  /** Keyed hash of the recipient's address. */
  recipientHash: string;
  hall?: string;
  channel: ChannelName;
  state: MessageState;
  /** When it reached its state. */
  at: Date;
  /** When it is owed. */
  dueAt: Date;
  /** From when on it may be sent: later than `dueAt` in quiet hours and after a failure. */
  nextAt: Date;
  /** When the sweep looks at it next. */
  wakeAt: Date;
  /** From here on it would be of no use. */
  expiresAt?: Date;
  /** What messages about other subjects are about, too. */
  matter?: string;
  line?: { name: string; position: number };
  attempts: number;
  /** Who is sending it, and until when nobody else may. */
  lease?: { token: string; until: Date };
  /** The id that the other side sees. */
  outgoingId?: string;
  /** Raised when somebody has it sent again that the other side had taken: it goes under another id then, or would be dropped. */
  round?: number;
  providerId?: string;
  /** What the causer gave for a direct kind, sealed. */
  given?: Buffer;
  /** Recipient, text and code as they were sent, sealed. */
  content?: Buffer;
  /** Version of the text that was used. */
  textVersion?: string;
  sentAt?: Date;
  deliveredAt?: Date;
  failure?: { code: string; at: Date };
  /** Why it was cancelled or suppressed. */
  reason?: string;
  /** What staff did after it had failed. */
  handled?: HandledItem[];
}

/** Somebody of the staff had a failed message sent again, or gave it up. */
export interface HandledItem {
  action: 'retried' | 'given-up';
  at: Date;
  actor: string;
  address?: string;
  reason?: string;
  /** Of its entry in the audit chain; the same for all messages that were handled at one stroke. */
  key: string;
}

const required = { type: String, required: true };
const instant = { type: Date, required: true };

const handledItem = new Schema<HandledItem>(
  {
    action: { ...required, enum: ['retried', 'given-up'] },
    at: instant,
    actor: required,
    address: String,
    reason: String,
    key: required,
  },
  { _id: false },
);

const schema = new Schema<MessageRecord>(
  {
    _id: required,
    kind: required,
    subject: required,
    role: required,
    recipientHash: required,
    hall: String,
    channel: required,
    state: { ...required, enum: MESSAGE_STATES },
    at: instant,
    dueAt: instant,
    nextAt: instant,
    wakeAt: instant,
    expiresAt: Date,
    matter: String,
    line: { type: { _id: false, name: String, position: Number }, default: undefined },
    attempts: { type: Number, required: true, min: 0 },
    lease: { type: { _id: false, token: String, until: Date }, default: undefined },
    outgoingId: String,
    round: Number,
    providerId: String,
    given: Buffer,
    content: Buffer,
    textVersion: String,
    sentAt: Date,
    deliveredAt: Date,
    failure: { type: { _id: false, code: String, at: Date }, default: undefined },
    reason: String,
    handled: { type: [handledItem], default: undefined },
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

/** Of the first version, which only kept messages for whatever would send them. */
export const queuedMessageIndexes = [
  { name: 'queued', key: { at: 1 }, partialFilterExpression: { state: 'queued' } },
] as const;

export const outboxIndexes = [
  { name: 'subject', key: { subject: 1 } },
  { name: 'wake', key: { wakeAt: 1 }, partialFilterExpression: { state: 'queued' } },
  { name: 'lease', key: { 'lease.until': 1 }, partialFilterExpression: { state: 'sending' } },
  { name: 'state', key: { state: 1, at: -1 } },
  { name: 'handled', key: { 'handled.at': -1 }, partialFilterExpression: { 'handled.at': { $exists: true } } },
  { name: 'hall', key: { hall: 1, at: -1 }, partialFilterExpression: { hall: { $exists: true } } },
  {
    name: 'outgoing',
    key: { outgoingId: 1 },
    unique: true,
    partialFilterExpression: { outgoingId: { $exists: true } },
  },
  {
    name: 'line',
    key: { 'line.name': 1, 'line.position': 1 },
    partialFilterExpression: { 'line.name': { $exists: true } },
  },
] as const;
