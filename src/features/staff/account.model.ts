import { type Connection, type Model, Schema } from 'mongoose';
import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import { sealed } from '../../infrastructure/sealed-field.js';
import type { Assignment } from './roles.js';

export const TOTP_SECRET = 'staff.totp-secret';

/** Why the last session of an account ended before its person ended it. */
export type SessionEnd = 'idle' | 'replaced' | 'ended' | 'closed' | 'changed';

export interface StaffSessionRecord {
  /** Random; the browser's session holds the same. */
  key: string;
  startedAt: Date;
  /** Within a minute. */
  seenAt: Date;
  address: string;
}

export interface PasskeyRecord {
  /** Credential id, base64url. */
  id: string;
  /** COSE key, base64url. */
  publicKey: string;
  counter: number;
  transports: string[];
  name: string;
  addedAt: Date;
  usedAt?: Date;
}

export interface StaffAccountRecord {
  _id: string;
  /** Lower case. */
  username: string;
  name: string;
  assignments: Assignment[];
  state: 'active' | 'closed';
  passwordHash: string;
  /** Hashes of the passwords before, the latest first. */
  passwordsBefore: string[];
  passwordChangedAt: Date;
  /** The password was given by somebody else and serves only to choose another. */
  mustChangePassword: boolean;
  /** Sign-ins since the last one that worked. */
  failures: number;
  lockedUntil?: Date | null;
  totpSecret?: Buffer;
  /** The latest time step whose code was used; no earlier one and not the same is taken again. */
  totpStep?: number;
  /** Keyed hashes of the recovery codes that are left. */
  recoveryCodes: string[];
  passkeys: PasskeyRecord[];
  /** What a passkey has to answer next, with what for: `use:…` or `register:…`. */
  passkeyChallenge?: string;
  session?: StaffSessionRecord;
  /** What became of the session before, for the browser that still holds it. */
  lastEnd?: SessionEnd;
  lastSignInAt?: Date;
  /** Of the demo bureau, with a password everybody knows; production lets nobody in by it. */
  isDemo?: boolean;
  /** Raised by every change an administrator makes; a change names the one it saw. */
  revision: number;
  createdAt: Date;
  closedAt?: Date;
}

export type StaffAccountModel = Model<StaffAccountRecord>;

export function staffAccountModel(connection: Connection, cipher: FieldCipher): StaffAccountModel {
  const schema = new Schema<StaffAccountRecord>(
    {
      _id: { type: String, required: true },
      username: { type: String, required: true },
      name: { type: String, required: true },
      assignments: [{ _id: false, hall: String, roles: [String] }],
      state: { type: String, required: true },
      passwordHash: { type: String, required: true },
      passwordsBefore: [String],
      passwordChangedAt: { type: Date, required: true },
      mustChangePassword: { type: Boolean, required: true },
      failures: { type: Number, required: true },
      lockedUntil: Date,
      totpSecret: { ...sealed<string>(cipher, TOTP_SECRET), required: false },
      totpStep: Number,
      recoveryCodes: [String],
      passkeys: [
        {
          _id: false,
          id: String,
          publicKey: String,
          counter: Number,
          transports: [String],
          name: String,
          addedAt: Date,
          usedAt: Date,
        },
      ],
      passkeyChallenge: String,
      session: {
        type: { _id: false, key: String, startedAt: Date, seenAt: Date, address: String },
        default: undefined,
      },
      lastEnd: String,
      lastSignInAt: Date,
      isDemo: Boolean,
      revision: { type: Number, required: true },
      createdAt: { type: Date, required: true },
      closedAt: Date,
    },
    { collection: 'staffAccounts', versionKey: false, strict: 'throw' },
  );
  return connection.model<StaffAccountRecord>('StaffAccount', schema);
}

export const staffAccountIndexes = [
  { name: 'username', key: { username: 1 }, unique: true },
  { name: 'lockedUntil', key: { lockedUntil: 1 } },
] as const;
