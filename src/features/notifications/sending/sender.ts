import type { Logger } from 'pino';
import type { Clock } from '../../../infrastructure/clock.js';
import type { Urgency } from '../catalogue/definition.js';
import { type Accepted, type Channel, ChannelFailure, type ChannelName } from '../channels/channel.js';
import type { Composed, Composer } from '../outbox/composer.js';
import { retryDelay } from './backoff.js';
import type { Claimed, MessageClaims } from './message-claims.js';
import type { Preparation, Prepared } from './preparation.js';

const SEND_WITHIN_MS = 15_000;

export type SendOutcome =
  'sent' | 'retried' | 'failed' | 'waits' | 'cancelled' | 'suppressed' | 'not-due' | 'overtaken';

export interface SenderDependencies {
  claims: MessageClaims;
  preparation: Preparation;
  composer: Composer;
  channelFor: (name: ChannelName) => Channel;
  clock: Clock;
  logger: Logger;
}

/**
 * Sends one message, once: whoever calls it with the same id again, or in another process, finds it taken. A process killed between
 * the other side's acceptance and the note of it leaves the message to be handed over again under the same outgoing id: the one
 * window in which somebody could get it twice, if the other side does not keep to its promise.
 */
export class Sender {
  constructor(private readonly deps: SenderDependencies) {}

  async send(id: string): Promise<SendOutcome> {
    const { claims, composer, clock } = this.deps;
    const message = await claims.take(id, (round) => composer.outgoingId(id, round), clock.now());
    return message ? this.attempt(message) : 'not-due';
  }

  private async attempt(message: Claimed): Promise<SendOutcome> {
    const { claims, preparation, clock } = this.deps;
    const now = clock.now();
    const prepared = await preparation.of(message, now);
    switch (prepared.do) {
      case 'wait':
        await claims.putBack(message, prepared.until, now);
        return 'waits';
      case 'cancel':
        await claims.settle(message, { state: 'cancelled', at: now, reason: prepared.reason, unset: ['given'] });
        return 'cancelled';
      case 'suppress':
        await claims.settle(message, { state: 'suppressed', at: now, reason: prepared.reason, unset: ['given'] });
        return 'suppressed';
      case 'send':
        return this.handOver(message, prepared);
    }
  }

  private async handOver(message: Claimed, { compose, urgency, addressee }: Prepared): Promise<SendOutcome> {
    let composed: Composed;
    let accepted: Accepted;
    try {
      composed = await compose();
      accepted = await this.deps
        .channelFor(message.channel)
        .send({ ...composed.outgoing, id: message.outgoingId }, AbortSignal.timeout(SEND_WITHIN_MS));
    } catch (error) {
      return this.failed(message, urgency, error);
    }
    const { claims, composer, clock } = this.deps;
    const now = clock.now();
    const sent = {
      ...addressee,
      sentAt: now,
      content: composer.sealContent(composed.content),
      textVersion: composed.textVersion,
      ...(accepted.providerId !== undefined && { providerId: accepted.providerId }),
    };
    // What a carrier cannot bring may have to go once more; a code is of no use by then.
    const unset = urgency === 'code' ? (['failure', 'given'] as const) : (['failure'] as const);
    const isNoted = await claims.settle(message, { ...sent, state: 'sent', at: now, unset });
    if (isNoted) return 'sent';
    await claims.noteOvertaken(message, { ...sent, unset });
    return 'overtaken';
  }

  private async failed(message: Claimed, urgency: Urgency, error: unknown): Promise<SendOutcome> {
    const { claims, clock, logger } = this.deps;
    const failure = asFailure(error);
    const now = clock.now();
    const delay = retryDelay(urgency, message.attempts, failure);
    const noted = { at: now, failure: { code: failure.code, at: now } };
    const about = { err: failure, message: message._id, attempts: message.attempts };
    if (delay === undefined) {
      logger.error(about, 'a message could not be sent');
      await claims.settle(message, { ...noted, state: 'failed' });
      return 'failed';
    }
    logger.warn(about, 'a message will be tried again');
    const nextAt = new Date(now.getTime() + delay);
    await claims.settle(message, { ...noted, state: 'queued', nextAt, wakeAt: nextAt });
    return 'retried';
  }
}

/** A fault of our own is tried again too: what is mended meanwhile should not have to be sent by hand. */
function asFailure(error: unknown): ChannelFailure {
  if (error instanceof ChannelFailure) return error;
  return new ChannelFailure('internal', 'a message could not be put into words', { cause: error });
}
