import { newId } from '../../../infrastructure/ids.js';
import type { MessageModel, MessageRecord } from '../message.model.js';
import { MOST_ATTEMPTS } from './backoff.js';

/** Longer than any channel may take; who was killed while sending is waited for until then. */
const LEASE_MS = 60_000;

/** A message that one worker alone is sending. */
export interface Claimed extends MessageRecord {
  outgoingId: string;
  lease: { token: string; until: Date };
}

/** Every step of a message is one guarded write, so that of several workers one takes it and only that one can settle it. */
export class MessageClaims {
  constructor(private readonly messages: MessageModel) {}

  /** Takes a message that is due; undefined when it is not, any more or yet. */
  async take(id: string, outgoingIdOf: (round: number) => string, now: Date): Promise<Claimed | undefined> {
    const first = await this.takeIn({ id, round: undefined, outgoingId: outgoingIdOf(0) }, now);
    if (first) return first;
    const again = await this.messages
      .findOne({ _id: id, state: 'queued', round: { $exists: true } }, { round: 1 })
      .lean();
    const round = again?.round;
    return round === undefined ? undefined : this.takeIn({ id, round, outgoingId: outgoingIdOf(round) }, now);
  }

  private async takeIn(
    { id, round, outgoingId }: { id: string; round: number | undefined; outgoingId: string },
    now: Date,
  ): Promise<Claimed | undefined> {
    const lease = { token: newId(), until: new Date(now.getTime() + LEASE_MS) };
    const taken = await this.messages
      .findOneAndUpdate(
        { _id: id, state: 'queued', nextAt: { $lte: now }, round: round ?? { $exists: false } },
        { $set: { state: 'sending', at: now, lease, outgoingId }, $inc: { attempts: 1 } },
        { returnDocument: 'after' },
      )
      .lean();
    return taken ? { ...taken, lease, outgoingId } : undefined;
  }

  /** Ends a claim with a new state, unless a report of its delivery came first. */
  async settle({ _id, lease }: Claimed, { unset = [], ...set }: Settled): Promise<boolean> {
    const { modifiedCount } = await this.messages.updateOne(
      { _id, state: 'sending', 'lease.token': lease.token },
      { $set: set, $unset: { lease: 1, ...Object.fromEntries(unset.map((field) => [field, 1])) } },
    );
    return modifiedCount === 1;
  }

  /** Keeps what was sent where a report of its fate came before our own note that it was taken. */
  async noteOvertaken({ _id }: Claimed, { unset = [], ...sent }: Settled): Promise<void> {
    await this.messages.updateOne(
      { _id, state: { $in: ['delivered', 'failed'] } },
      { $set: sent, ...(unset.includes('given') && { $unset: { given: 1 } }) },
    );
  }

  /** Puts a message back that is not to be sent yet. It was no attempt. */
  async putBack({ _id, lease }: Claimed, until: Date, now: Date): Promise<void> {
    await this.messages.updateOne(
      { _id, state: 'sending', 'lease.token': lease.token },
      {
        $set: { state: 'queued', at: now, nextAt: until, wakeAt: until },
        $inc: { attempts: -1 },
        $unset: { lease: 1 },
      },
    );
  }

  /** Gives back what workers held that were killed. It may have been sent; then it goes again under the same outgoing id. */
  async releaseInterrupted(now: Date): Promise<number> {
    const interrupted = { state: 'sending' as const, 'lease.until': { $lt: now } };
    // One that ends every worker that takes it must not end them for ever.
    await this.messages.updateMany(
      { ...interrupted, attempts: { $gte: MOST_ATTEMPTS } },
      { $set: { state: 'failed', at: now, failure: { code: 'interrupted', at: now } }, $unset: { lease: 1 } },
    );
    const { modifiedCount } = await this.messages.updateMany(interrupted, {
      $set: { state: 'queued', at: now, nextAt: now, wakeAt: now },
      $unset: { lease: 1 },
    });
    return modifiedCount;
  }
}

type Settlement = Partial<Omit<MessageRecord, '_id' | 'lease' | 'attempts'>>;
type Settled = Settlement & { unset?: readonly ('failure' | 'given')[] };
