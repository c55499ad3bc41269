import type { MessageModel } from '../message.model.js';
import type { MessageClaims } from './message-claims.js';

const PAGE = 500;
/** A message whose job got lost is given another one after this long. */
const AGAIN_AFTER_MS = 120_000;

export interface SendQueue {
  /** How many jobs are waiting. */
  waiting(): Promise<number>;
  /** One job for each message; a message that has one gets no second. */
  add(ids: readonly string[]): Promise<void>;
}

/** Finds what is due and gives each message its job; the jobs decide everything else. */
export class Sweep {
  constructor(private readonly deps: { messages: MessageModel; claims: MessageClaims; mostWaiting?: number }) {}

  async run(queue: SendQueue, now: Date): Promise<{ queued: number; released: number }> {
    const { claims, mostWaiting = 5000 } = this.deps;
    const released = await claims.releaseInterrupted(now);
    let queued = 0;
    for (let room = mostWaiting - (await queue.waiting()); room > 0; room -= PAGE) {
      const ids = await this.due(now, Math.min(PAGE, room));
      // Before the jobs exist, so that it does not undo when a job says to look again.
      await this.sleepFrom(ids, now);
      await queue.add(ids);
      queued += ids.length;
      if (ids.length < PAGE) break;
    }
    return { queued, released };
  }

  private async due(now: Date, limit: number): Promise<string[]> {
    const found = await this.deps.messages
      .find({ state: 'queued', wakeAt: { $lte: now } }, { _id: 1 })
      .sort({ wakeAt: 1 })
      // Or a planner may read everything that waits and sort it.
      .hint('wake')
      .limit(limit)
      .lean();
    return found.map(({ _id }) => _id);
  }

  private async sleepFrom(ids: readonly string[], now: Date): Promise<void> {
    const wakeAt = new Date(now.getTime() + AGAIN_AFTER_MS);
    // One that was tried meanwhile has said itself when to look again.
    await this.deps.messages.updateMany(
      { _id: { $in: ids }, state: 'queued', wakeAt: { $lte: now } },
      { $set: { wakeAt } },
    );
  }
}
