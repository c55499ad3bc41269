import type { DeliveryReport } from '../channels/channel.js';
import type { MessageModel } from '../message.model.js';

/**
 * Notes what the other side says became of a message. Reports come late, twice and in any order, even before our own note that the
 * message was taken: arrival is final, a failure stands until somebody reports an arrival.
 */
export class DeliveryReports {
  constructor(private readonly messages: MessageModel) {}

  /** How many of the reports changed something. */
  async apply(reports: readonly DeliveryReport[]): Promise<number> {
    const outcomes = await Promise.all(reports.map((report) => this.applyOne(report)));
    return outcomes.filter(Boolean).length;
  }

  private async applyOne({ id, outcome, at, code }: DeliveryReport): Promise<boolean> {
    const { modifiedCount } = await (outcome === 'delivered' ? this.arrived(id, at) : this.didNot(id, at, code));
    return modifiedCount === 1;
  }

  /** A message that waits to be handed over again, because nobody had told us that it was taken, need not be. */
  private arrived(outgoingId: string, at: Date) {
    return this.messages.updateOne(
      { outgoingId, state: { $in: ['queued', 'sending', 'sent', 'failed'] } },
      { $set: { state: 'delivered', at, deliveredAt: at }, $unset: { failure: 1, lease: 1, given: 1 } },
    );
  }

  /** One that was tried and waits to be tried again had been taken after all; one that staff have put back is not meant. */
  private didNot(outgoingId: string, at: Date, code = 'undelivered') {
    const tried = { state: 'queued' as const, attempts: { $gt: 0 } };
    const sentAt = { $ifNull: ['$sentAt', at] };
    return this.messages.updateOne(
      { outgoingId, $or: [{ state: { $in: ['sending', 'sent'] as const } }, tried] },
      [{ $set: { state: 'failed', at, failure: { code, at }, sentAt } }, { $unset: 'lease' }],
      { updatePipeline: true },
    );
  }
}
