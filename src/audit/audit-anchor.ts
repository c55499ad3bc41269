import { type Connection, type Model, Schema } from 'mongoose';
import { isDuplicateKey } from '../errors/index.js';
import type { KeyedHash } from '../infrastructure/field-cipher.js';
import { EMPTY_CHAIN } from './audit-chain.js';

const CHAIN = 'chain';
const PURPOSE = 'audit-anchor';

/** What is left of the beginning of the chain once it was purged: where it ended and with which hash. */
export interface AuditAnchorRecord {
  _id: typeof CHAIN;
  /** Position of the last purged entry. */
  upTo: number;
  /** Its hash, which the first entry that is left names. */
  hash: string;
  /** Every entry from this instant on is still there. */
  before: Date;
  /** Keyed hash over the rest: whoever can write to the store alone cannot make one. */
  seal: string;
}

const schema = new Schema<AuditAnchorRecord>(
  {
    _id: { type: String, required: true },
    upTo: { type: Number, required: true },
    hash: { type: String, required: true },
    before: { type: Date, required: true },
    seal: { type: String, required: true },
  },
  { collection: 'auditAnchors', versionKey: false, strict: 'throw' },
);

export type AuditAnchorModel = Model<AuditAnchorRecord>;

export function auditAnchorModel(connection: Connection): AuditAnchorModel {
  return connection.model<AuditAnchorRecord>('AuditAnchor', schema);
}

export interface ChainStart {
  _id: number;
  hash: string;
  /** Absent while nothing was purged. */
  before?: Date;
}

/** Where the chain begins. The anchor only ever moves forward. */
export class AuditAnchors {
  constructor(
    private readonly anchors: AuditAnchorModel,
    private readonly keyed: KeyedHash,
  ) {}

  /** `forged` when the anchor is not one that was sealed with the bureau's key. */
  async start(): Promise<ChainStart | 'forged'> {
    const anchor = await this.anchors.findById(CHAIN).lean();
    if (!anchor) return EMPTY_CHAIN;
    if (!this.keyed.matches(PURPOSE, sealedPart(anchor), anchor.seal)) return 'forged';
    return { _id: anchor.upTo, hash: anchor.hash, before: anchor.before };
  }

  async moveTo(position: Pick<AuditAnchorRecord, 'upTo' | 'hash' | 'before'>): Promise<void> {
    const seal = this.keyed.of(PURPOSE, sealedPart(position));
    try {
      await this.anchors.updateOne(
        { _id: CHAIN, upTo: { $lt: position.upTo } },
        { $set: { ...position, seal } },
        { upsert: true },
      );
    } catch (error) {
      // It stands there or further on already.
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

function sealedPart({ upTo, hash, before }: Pick<AuditAnchorRecord, 'upTo' | 'hash' | 'before'>): string {
  return `${String(upTo)}|${hash}|${before.toISOString()}`;
}
