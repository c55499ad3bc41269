import type { KeyedHash } from '../../../infrastructure/field-cipher.js';
import type { DeskMessage, MessageDesk, MessageModel, MessageState, Place } from '../../notifications/index.js';
import { endpointHash, roleOf } from '../endpoints/endpoint-recipient.js';

/** What a receiver can be given again: it had it, it never took it, or it was kept from it. */
const REPLAYABLE: readonly MessageState[] = ['sent', 'delivered', 'failed'];

export interface DeliveriesDependencies {
  messages: MessageModel;
  desk: MessageDesk;
  hash: KeyedHash;
}

/** The messages to one endpoint: what became of each, what it said, and sending it again under the same id. */
export class Deliveries {
  constructor(private readonly deps: DeliveriesDependencies) {}

  /** One page, the latest first, and where the next one begins. */
  list(endpoint: string, { state, before }: { state?: MessageState | undefined; before?: Place | undefined }) {
    return this.deps.desk.search({ ...this.to(endpoint), ...(state !== undefined && { state }) }, before);
  }

  async counts(endpoint: string): Promise<Partial<Record<MessageState, number>>> {
    const counted = await this.deps.messages.aggregate<{ _id: MessageState; count: number }>([
      { $match: this.to(endpoint) },
      { $group: { _id: '$state', count: { $sum: 1 } } },
    ]);
    return Object.fromEntries(counted.map(({ _id, count }) => [_id, count]));
  }

  async find(endpoint: string, id: string): Promise<DeskMessage | undefined> {
    const found = await this.deps.desk.find(id);
    return found?.role === roleOf(endpoint) ? found : undefined;
  }

  /** The body as it was sent last; nothing before it was sent, and after it was erased. */
  bodyOf({ id }: DeskMessage): Promise<string | undefined> {
    return this.deps.desk.wordsOf(id);
  }

  /** Sends one again; false when it is waiting already, or is not to be sent. */
  async replay(endpoint: string, id: string, now: Date): Promise<boolean> {
    const { modifiedCount } = await this.deps.messages.updateOne(
      { _id: id, ...this.to(endpoint), state: { $in: REPLAYABLE } },
      {
        $set: { state: 'queued', at: now, nextAt: now, wakeAt: now, attempts: 0 },
        $unset: { lease: 1, failure: 1 },
      },
    );
    return modifiedCount === 1;
  }

  countFailed(endpoint: string, since: Date): Promise<number> {
    return this.deps.desk.count({ ...this.to(endpoint), state: 'failed', from: since });
  }

  /** Sends all again that have failed since then and had failed by `until`; answers how many. */
  replayFailed(endpoint: string, { since, until, now }: { since: Date; until: Date; now: Date }): Promise<number> {
    return this.deps.desk.retryAll({ ...this.to(endpoint), from: since }, { until, now });
  }

  /** Has what waits for the endpoint tried from then on, in its order. */
  async wake(endpoint: string, at: Date): Promise<void> {
    await this.deps.messages.updateMany(
      { ...this.to(endpoint), state: 'queued' },
      { $set: { nextAt: at, wakeAt: at } },
    );
  }

  async takeBack(endpoint: string, now: Date): Promise<number> {
    const { modifiedCount } = await this.deps.messages.updateMany(
      { ...this.to(endpoint), state: 'queued' },
      { $set: { state: 'cancelled', at: now, reason: 'endpoint-removed' } },
    );
    return modifiedCount;
  }

  private to(endpoint: string): { recipientHash: string } {
    return { recipientHash: endpointHash(this.deps.hash, endpoint) };
  }
}
