import type { ChannelName } from '../channels/channel.js';
import type { HandledItem, MessageModel, MessageRecord, MessageState } from '../message.model.js';
import type { Composer } from '../outbox/composer.js';
import { maskAddress } from './mask-address.js';
import type { Place } from './place.js';

const PAGE = 50;
const DAY_MS = 86_400_000;

/** Still to be done; of the others only the latest count. */
const OPEN: readonly MessageState[] = ['queued', 'sending', 'failed'];

/** Why a message was cancelled that somebody of the staff gave up. */
export const GIVEN_UP = 'given-up';

/** What is asked for; everything that is absent is not asked. */
export interface MessageQuestion {
  hall?: string;
  kind?: string;
  /** Keyed hash of the address they are for. */
  recipientHash?: string;
  channel?: ChannelName;
  state?: MessageState;
  /** Code of the last failure. */
  code?: string;
  /** Ids of what the messages are about. */
  subjects?: readonly string[];
  /** When they reached their state; `to` is not included. */
  from?: Date;
  to?: Date;
}

/** A message as staff see it: nothing in it says whose address it went to. */
export interface DeskMessage extends Omit<MessageRecord, '_id' | 'recipientHash' | 'given' | 'content' | 'lease'> {
  id: string;
  /** Masked; absent while it is not known, and once it has been erased. */
  recipient?: string;
}

export interface MessageCount {
  state: MessageState;
  channel: ChannelName;
  count: number;
}

export interface MessageCounts {
  /** Those still to be done. */
  open: MessageCount[];
  /** Those that were settled within the last day. */
  settled: MessageCount[];
  /** Since when the oldest one waits that could be sent. */
  oldestDueAt?: Date;
}

/** Where staff look after messages: find them, try failed ones again or give them up. Their words are opened one at a time. */
export class MessageDesk {
  constructor(private readonly deps: { messages: MessageModel; composer: Composer }) {}

  /** One page, the latest first, and the place at which the next one begins. */
  async search(question: MessageQuestion, from?: Place): Promise<{ messages: DeskMessage[]; older?: Place }> {
    const found = await this.deps.messages
      .find({ $and: [filterOf(question), from ? { at: { $lte: from.at } } : {}] }, { lease: 0 })
      .sort({ at: -1 })
      .skip(from?.passed ?? 0)
      .limit(PAGE + 1)
      .lean();
    const shown = found.slice(0, PAGE);
    return {
      messages: shown.map((record) => this.toDesk(record)),
      ...(found.length > PAGE && { older: placeAfter(shown, from) }),
    };
  }

  async count(question: MessageQuestion): Promise<number> {
    return this.deps.messages.countDocuments(filterOf(question));
  }

  /** One message; of another hall than `hall`, when that is given, there is none. */
  async find(id: string, hall?: string): Promise<DeskMessage | undefined> {
    const found = await this.deps.messages.findOne(named(id, hall), { lease: 0 }).lean();
    return found ? this.toDesk(found) : undefined;
  }

  /** What a message said; nothing before it was put into words, and after it was erased. */
  async wordsOf(id: string, hall?: string): Promise<string | undefined> {
    const found = await this.deps.messages.findOne(named(id, hall), { content: 1 }).lean();
    return found?.content && this.deps.composer.openContent(found.content).body;
  }

  /** Sends a failed message once more from the beginning; false when it has not failed, or no longer. */
  async retry(id: string, handled: HandledItem, hall?: string): Promise<boolean> {
    return (await this.requeue(named(id, hall), { now: handled.at, handled })) === 1;
  }

  /**
   * The same for all that had failed by `until` and are asked for; answers how many there were. `handled` says who of the staff it
   * was, where the messages' own history is to tell it.
   */
  async retryAll(question: MessageQuestion, { until, now, handled }: RetryAll): Promise<number> {
    const asked = { $and: [filterOf({ ...question, state: 'failed' }), { at: { $lte: until } }] };
    return this.requeue(asked, { now, handled });
  }

  /**
   * What the other side never took keeps its id, so that it cannot come twice; what a carrier took and could not bring goes under
   * another one. Receivers of events are told the same event by the same id always.
   */
  private async requeue(
    asked: Record<string, unknown>,
    { now, handled }: { now: Date; handled: HandledItem | undefined },
  ): Promise<number> {
    const failed = { ...asked, state: 'failed' as const };
    const again = requeued(now, handled);
    const undelivered = { ...failed, sentAt: { $exists: true }, channel: { $ne: 'webhook' as const } };
    const { modifiedCount: anew } = await this.deps.messages.updateMany(undelivered, { ...again, $inc: { round: 1 } });
    return anew + (await this.deps.messages.updateMany(failed, again)).modifiedCount;
  }

  /** Leaves a failed message at that. */
  async giveUp(id: string, handled: HandledItem, hall?: string): Promise<boolean> {
    const { modifiedCount } = await this.deps.messages.updateOne(
      { ...named(id, hall), state: 'failed' },
      { $set: { state: 'cancelled', at: handled.at, reason: GIVEN_UP }, $push: { handled } },
    );
    return modifiedCount === 1;
  }

  /** What staff did in a span of time, each with the messages it was done to. */
  async handledBetween(
    from: Date,
    to: Date,
  ): Promise<{ item: HandledItem; messages: { id: string; hall?: string }[] }[]> {
    const between = { 'handled.at': { $gt: from, $lt: to } };
    const found = await this.deps.messages.find(between, { handled: 1, hall: 1 }).lean();
    const byKey = new Map<string, { item: HandledItem; messages: { id: string; hall?: string }[] }>();
    for (const { _id, hall, handled = [] } of found)
      for (const item of handled.filter(({ at }) => at > from && at < to)) {
        const entry = byKey.get(item.key) ?? { item, messages: [] };
        byKey.set(item.key, entry);
        entry.messages.push({ id: _id, ...(hall !== undefined && { hall }) });
      }
    return [...byKey.values()];
  }

  /** Over the whole bureau: how much there is to do, how much was done, and whether something waits in vain. */
  async counts(now: Date): Promise<MessageCounts> {
    const [open, settled, next] = await Promise.all([
      this.countBy({ state: { $in: OPEN } }),
      this.countBy({ state: { $nin: OPEN }, at: { $gt: new Date(now.getTime() - DAY_MS) } }),
      this.deps.messages.findOne({ state: 'queued' }, { nextAt: 1 }).sort({ wakeAt: 1 }).hint('wake').lean(),
    ]);
    return { open, settled, ...(next && next.nextAt <= now && { oldestDueAt: next.nextAt }) };
  }

  private async countBy(filter: object): Promise<MessageCount[]> {
    const counted = await this.deps.messages.aggregate<{ _id: Omit<MessageCount, 'count'>; count: number }>([
      { $match: filter },
      { $group: { _id: { state: '$state', channel: '$channel' }, count: { $sum: 1 } } },
    ]);
    return counted.map(({ _id, count }) => ({ ..._id, count }));
  }

  private toDesk({ _id, recipientHash: _, given, content, lease: __, ...record }: MessageRecord): DeskMessage {
    const { composer } = this.deps;
    const { to } = (content ? composer.openContent(content) : given && composer.openGiven(given)) ?? {};
    return { id: _id, ...record, ...(to !== undefined && { recipient: maskAddress(to) }) };
  }
}

export interface RetryAll {
  until: Date;
  now: Date;
  handled?: HandledItem;
}

function placeAfter(shown: readonly Pick<MessageRecord, 'at'>[], from: Place | undefined): Place {
  const at = shown.at(-1)?.at ?? new Date(0);
  const isAt = (other: Date | undefined) => other?.getTime() === at.getTime();
  const before = from && isAt(from.at) ? from.passed : 0;
  return { at, passed: before + shown.filter((each) => isAt(each.at)).length };
}

function named(id: string, hall: string | undefined): { _id: string; hall?: string } {
  return { _id: id, ...(hall !== undefined && { hall }) };
}

function requeued(now: Date, handled: HandledItem | undefined): object {
  return {
    $set: { state: 'queued', at: now, nextAt: now, wakeAt: now, attempts: 0 },
    $unset: { lease: 1 },
    ...(handled && { $push: { handled } }),
  };
}

function filterOf({ subjects, code, from, to, ...exact }: MessageQuestion): Record<string, unknown> {
  const at = { ...(from && { $gte: from }), ...(to && { $lt: to }) };
  return {
    ...exact,
    ...(code !== undefined && { 'failure.code': code }),
    ...(subjects && { subject: { $in: [...subjects] } }),
    ...((from ?? to) && { at }),
  };
}
