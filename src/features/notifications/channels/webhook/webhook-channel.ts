import { lookup } from 'node:dns/promises';
import { Webhook } from 'standardwebhooks';
import type { Clock } from '../../../../infrastructure/clock.js';
import { type Accepted, type Channel, ChannelFailure, type OutgoingMessage } from '../channel.js';
import { post } from '../http/post.js';
import { retryAfterMs } from '../http/retry-after.js';
import { withinTime } from '../within-time.js';
import { isPublicAddress } from './public-address.js';
import { mayReceive } from './receiving-address.js';

const TIMEOUT_MS = 10_000;
const GONE = 410;

export interface WebhookEndpoint {
  url: string;
  /** `whsec_…`; while one is being replaced there are two, and each signs. */
  secrets: readonly string[];
}

interface WebhookOptions {
  /** Finds what a message's `to` stands for. */
  endpointOf: (address: string) => Promise<WebhookEndpoint | undefined>;
  clock: Clock;
  /** Outside production a receiver on this machine needs no TLS. */
  isProduction: boolean;
  /** The network addresses that a name leads to; asked of the system unless told otherwise. */
  resolve?: (hostname: string) => Promise<string[]>;
  /** Which network addresses may be sent to in production: the public ones unless told otherwise. */
  isReachable?: (address: string) => boolean;
  timeoutMs?: number;
}

/** Events for other systems, signed as Standard Webhooks has it; `message.event` is the whole body. */
export class WebhookChannel implements Channel {
  readonly name = 'webhook';

  constructor(private readonly options: WebhookOptions) {}

  async send(message: OutgoingMessage, signal: AbortSignal): Promise<Accepted> {
    const { clock, isProduction, timeoutMs = TIMEOUT_MS } = this.options;
    const endpoint = await this.endpointOf(message.to);
    const body = JSON.stringify(message.event ?? {});
    const outgoing = { url: endpoint.url, body, headers: signed({ id: message.id, body, at: clock.now() }, endpoint) };
    const answer = await withinTime({ timeoutMs, signal }, async (ending) => {
      if (isProduction) await this.requireReachable(endpoint);
      return post(outgoing, ending);
    });
    if (answer.status >= 200 && answer.status < 300) return {};
    const wait = retryAfterMs(answer.retryAfter, clock.now());
    // Only "gone" is final: whatever else a receiver says may be a deployment of its own, and the sender ends trying some day.
    throw new ChannelFailure(
      answer.status === GONE ? 'gone' : `status-${answer.status}`,
      `the receiver answered ${answer.status}`,
      { isPermanent: answer.status === GONE, ...(wait !== undefined && { retryAfterMs: wait }) },
    );
  }

  private async endpointOf(address: string): Promise<WebhookEndpoint> {
    const endpoint = await this.options.endpointOf(address);
    if (!endpoint || endpoint.secrets.length === 0)
      throw new ChannelFailure('endpoint-unknown', 'nobody receives there any more', { isPermanent: true });
    if (!mayReceive(endpoint.url, this.options))
      throw new ChannelFailure('address-insecure', 'events go to https addresses only', { isPermanent: true });
    return endpoint;
  }

  /** A name may lead into our own network, today or some day. What it leads to between this look and the next, TLS refuses. */
  private async requireReachable({ url }: WebhookEndpoint): Promise<void> {
    const { resolve = addressesOf, isReachable = isPublicAddress } = this.options;
    const addresses = await resolve(new URL(url).hostname.replace(/^\[|\]$/g, '')).catch(() => {
      throw new ChannelFailure('unreachable', 'the name of the receiver leads nowhere');
    });
    if (!addresses.every(isReachable))
      throw new ChannelFailure('address-private', 'the receiver lies in a network of our own');
  }
}

async function addressesOf(hostname: string): Promise<string[]> {
  return (await lookup(hostname, { all: true })).map(({ address }) => address);
}

function signed(
  { id, body, at }: { id: string; body: string; at: Date },
  { secrets }: WebhookEndpoint,
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
