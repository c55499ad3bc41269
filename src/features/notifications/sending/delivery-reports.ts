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
    const change =
      outcome === 'delivered'
        ? {
            // A message that waits to be handed over again, because nobody had told us that it was taken, need not be.
            filter: { state: { $in: ['queued', 'sending', 'sent', 'failed'] as const } },
            update: {
              $set: { state: 'delivered' as const, at, deliveredAt: at },
              $unset: { failure: 1, lease: 1, given: 1 },
            },
          }
        : {
            filter: { state: { $in: ['sending', 'sent'] as const } },
            update: {
              $set: { state: 'failed' as const, at, failure: { code: code ?? 'undelivered', at } },
              $unset: { lease: 1 },
            },
          };
    const { modifiedCount } = await this.messages.updateOne({ outgoingId: id, ...change.filter }, change.update);
    return modifiedCount === 1;
  }
}
