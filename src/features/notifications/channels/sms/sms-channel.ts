import type { KeyWithId, SmsSettings } from '../../../../config/index.js';
import type { Clock } from '../../../../infrastructure/clock.js';
import type { Accepted, Channel, OutgoingMessage } from '../channel.js';
import { post } from '../http/post.js';
import { signatureHeaders } from '../signed-request.js';
import { withinTime } from '../within-time.js';
import { readAcceptance } from './gateway-answer.js';
import { gatewayRequest } from './gateway-request.js';

const TIMEOUT_MS = 10_000;

interface SmsOptions {
  settings: SmsSettings;
  clock: Clock;
  /** Where the gateway reports what became of a message; without it, it is not asked to. */
  callbackUrl?: string;
  timeoutMs?: number;
}

/** Text messages, through an HTTP gateway that speaks the protocol of `docs/message-channels.md`. */
export class SmsChannel implements Channel {
  readonly name = 'sms';
  private readonly url: URL;
  private readonly signingKey: KeyWithId;

  constructor(private readonly options: SmsOptions) {
    const [signingKey] = options.settings.keys;
    if (!signingKey) throw new Error('the gateway needs a key');
    this.url = new URL(options.settings.gatewayUrl);
    this.signingKey = signingKey;
  }

  async send(message: OutgoingMessage, signal: AbortSignal): Promise<Accepted> {
    const { settings, clock, callbackUrl, timeoutMs = TIMEOUT_MS } = this.options;
    const body = JSON.stringify(gatewayRequest(message, { ...settings, callbackUrl }));
    const path = `${this.url.pathname}${this.url.search}`;
    const outgoing = {
      url: this.url.href,
      body,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': message.id,
        ...signatureHeaders({ method: 'POST', path, body }, this.signingKey, clock.now()),
      },
    };
    const answer = await withinTime({ timeoutMs, signal }, (ending) => post(outgoing, ending));
    return readAcceptance(answer, clock.now());
  }
}
