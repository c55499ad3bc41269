import { type Connection, type Model, Schema } from 'mongoose';
import type { FieldCipher } from '../../../infrastructure/field-cipher.js';
import { sealed, type SealedValue, unseal } from '../../../infrastructure/sealed-field.js';
import type { EndpointSecret } from './secrets.js';

export const ENDPOINT_STATES = ['active', 'paused'] as const;
export type EndpointState = (typeof ENDPOINT_STATES)[number];

/** An address of another system that is told what happens to appointments. */
export interface EndpointRecord {
  _id: string;
  url: string;
  description: string;
  /** The one hall it is told about; absent for all. */
  hall?: string;
  /** What it is told, each from an instant on: what happened before is never told afterwards. */
  events: { type: string; from: Date }[];
  /** Its secrets, the newest first, sealed. */
  secrets: Buffer;
  state: EndpointState;
  /** Raised by every change, so that nobody changes what they have not seen. */
  revision: number;
  lastTest?: EndpointTest;
  createdAt: Date;
  changedAt: Date;
}

export interface EndpointTest {
  at: Date;
  /** Why it was not taken; absent when it was. */
  failure?: string;
  durationMs: number;
}

const SECRETS = 'webhookEndpoint.secrets';

const required = { type: String, required: true };
const instant = { type: Date, required: true };

export type EndpointModel = Model<EndpointRecord>;

export function webhookEndpointModel(connection: Connection, cipher: FieldCipher): EndpointModel {
  const schema = new Schema<EndpointRecord>(
    {
      _id: required,
      url: required,
      description: { type: String, default: '' },
      hall: String,
      events: [{ _id: false, type: { type: String, required: true }, from: instant }],
      secrets: sealed<EndpointSecret[]>(cipher, SECRETS),
      state: { ...required, enum: ENDPOINT_STATES },
      revision: { type: Number, required: true, min: 0 },
      lastTest: { type: { _id: false, at: Date, failure: String, durationMs: Number }, default: undefined },
      createdAt: instant,
      changedAt: instant,
    },
    { collection: 'webhookEndpoints', versionKey: false, strict: 'throw' },
  );
  return connection.model<EndpointRecord>('WebhookEndpoint', schema);
}

export function sealSecrets(cipher: FieldCipher, secrets: readonly EndpointSecret[]): Buffer {
  return cipher.seal(secrets, SECRETS);
}

/** An instant comes out of its seal as text. */
export function openSecrets(cipher: FieldCipher, value: SealedValue): EndpointSecret[] {
  return unseal<(Omit<EndpointSecret, 'from' | 'until'> & { from: string; until?: string })[]>(
    cipher,
    SECRETS,
    value,
  ).map(({ from, until, ...secret }) => ({
    ...secret,
    from: new Date(from),
    ...(until !== undefined && { until: new Date(until) }),
  }));
}

export const webhookEndpointIndexes = [{ name: 'receiver', key: { url: 1, hall: 1 }, unique: true }] as const;
