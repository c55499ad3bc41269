import { DomainError } from '../../errors/domain-error.js';
import { isDuplicateKey } from '../../errors/store-errors.js';
import type { Clock } from '../../infrastructure/clock.js';
import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import { unseal } from '../../infrastructure/sealed-field.js';
import type { Answer } from '../answer.js';
import type { IdempotencyRecordModel } from './idempotency-record.model.js';

const CONTEXT = 'idempotency.answer';
/** Longer than any call can run: one still unanswered then was lost with its process. */
const ABANDONED_MS = 60_000;
const KEPT_MS = 86_400_000;

export interface RepeatableCall {
  /** Method and route: the same key on another route is another call. */
  scope: string;
  /** Address of the caller: the same key from another client is independent. */
  client: string;
  key: string;
  request: unknown;
}

/** Runs a creating call once for each Idempotency-Key and gives its repeats the first one's answer, byte for byte. */
export class Idempotency {
  constructor(
    private readonly records: IdempotencyRecordModel,
    private readonly deps: { cipher: FieldCipher; hash: KeyedHash; clock: Clock },
  ) {}

  /** Throws `idempotency-conflict`: 409 while the first call is under way, 422 when it asked for something else. */
  async once(call: RepeatableCall, run: () => Promise<Answer>): Promise<Answer> {
    const { hash, clock, cipher } = this.deps;
    const _id = hash.of('idempotency', JSON.stringify([call.scope, call.client, call.key]));
    const requestHash = hash.of('idempotency-request', JSON.stringify(call.request));
    const startedAt = clock.now();
    const earlier = await this.begin({ _id, requestHash, startedAt });
    if (earlier) return earlier;

    let answer: Answer | undefined;
    try {
      answer = await run();
    } finally {
      if (!answer || answer.status >= 300) await this.records.deleteOne({ _id, startedAt });
    }
    if (answer.status < 300)
      await this.records.updateOne({ _id, startedAt }, { $set: { answer: cipher.seal(answer, CONTEXT) } });
    return answer;
  }

  /** Keys are forgotten after a day. */
  async purge(now: Date): Promise<void> {
    await this.records.deleteMany({ startedAt: { $lt: new Date(now.getTime() - KEPT_MS) } });
  }

  private async begin(record: { _id: string; requestHash: string; startedAt: Date }): Promise<Answer | undefined> {
    try {
      await this.records.collection.insertOne(record as never);
      return undefined;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return this.answerOfEarlier(record);
    }
  }

  private async answerOfEarlier(record: {
    _id: string;
    requestHash: string;
    startedAt: Date;
  }): Promise<Answer | undefined> {
    const earlier = await this.records.findById(record._id).lean();
    if (!earlier) throw new DomainError('idempotency-conflict');
    if (earlier.requestHash !== record.requestHash) throw new DomainError('idempotency-conflict', { status: 422 });
    if (earlier.answer) return unseal<Answer>(this.deps.cipher, CONTEXT, earlier.answer);
    const { startedAt } = earlier;
    const isAbandoned = record.startedAt.getTime() - startedAt.getTime() > ABANDONED_MS;
    const takenOver =
      isAbandoned &&
      (await this.records.findOneAndUpdate(
        { _id: record._id, startedAt, answer: { $exists: false } },
        { $set: { startedAt: record.startedAt } },
      ));
    if (!takenOver) throw new DomainError('idempotency-conflict');
    return undefined;
  }
}
