import { type Connection, type Model, Schema } from 'mongoose';
import { DomainError } from '../../errors/index.js';
import type { KeyedHash } from '../../infrastructure/field-cipher.js';
import { Remembered } from '../../infrastructure/remembered.js';
import type { IdentityDocument } from '../eligibility/index.js';
import { personHash } from './person-keys.js';

export interface BlockRecord {
  /** Keyed hash of the person. */
  _id: string;
  until: Date;
  /** The missed appointments that led to it. */
  appointments: string[];
  /** The last of them: the one that was one too many. */
  cause?: string;
  lifted?: { at: Date; by: string; reason: string };
}

const schema = new Schema<BlockRecord>(
  {
    _id: { type: String, required: true },
    until: { type: Date, required: true },
    appointments: [String],
    cause: String,
    lifted: { type: { _id: false, at: Date, by: String, reason: String }, default: undefined },
  },
  { collection: 'blocks', versionKey: false, strict: 'throw' },
);

export function blockModel(connection: Connection): Model<BlockRecord> {
  return connection.model<BlockRecord>('Block', schema);
}

export const blockIndexes = [{ name: 'until', key: { until: 1 } }] as const;

const FRESH_MS = 5000;

/**
 * Who missed appointments too often and waits (a block is set at close of business, so a few seconds do not matter).
 * There are never many, so they are read together and kept for a moment instead of being asked for with each booking.
 */
export class Blocks {
  private readonly running: Remembered<Map<string, Date>>;

  constructor(
    blocks: Model<BlockRecord>,
    private readonly hash: KeyedHash,
  ) {
    this.running = new Remembered(FRESH_MS, async () => {
      const found = await blocks.find().lean();
      return new Map(found.map(({ _id, until }) => [_id, until]));
    });
  }

  /** After a change made in this process. */
  forget(): void {
    this.running.forget();
  }

  /** Throws `blocked-no-show` with the instant from which both may book again. */
  async check(documents: readonly IdentityDocument[], now: Date): Promise<void> {
    const running = await this.running.get();
    if (running.size === 0) return;
    const untils = documents
      .map((document) => running.get(personHash(document, this.hash)))
      .filter((until): until is Date => until !== undefined && until > now);
    const last = untils.sort((a, b) => a.getTime() - b.getTime()).at(-1);
    if (last)
      throw new DomainError('blocked-no-show', { params: { until: last }, extensions: { until: last.toISOString() } });
  }
}
