import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Fate } from './fate.js';
import { answer, listen, type ListeningServer } from './http-server.js';

export interface ReceivedEvent {
  id: string;
  event: Record<string, unknown>;
  handedOver: number;
}

const TOLERANCE_MS = 300_000;

/** Another system that takes events: verifies Standard Webhooks by its own computation and takes each id once. */
export class WebhookReceiver {
  readonly fate: Fate;
  readonly taken = new Map<string, ReceivedEvent>();
  /** Every id in the order of arrival, again for every time it came. */
  readonly arrivals: string[] = [];
  /** What it does not take for now. */
  refuses: (event: Record<string, unknown>) => boolean = () => false;
  /** Instead of its own answer. */
  says?: { status: number; headers?: Record<string, string> };
  private server!: ListeningServer;

  private constructor(
    /** `whsec_…`; what does not bear its signature is refused. */
    public secret: string,
    private readonly now: () => Date,
    seed: string | number,
  ) {
    this.fate = new Fate(seed);
  }

  /** `secret` as `whsec_…`. */
  static async start({
    secret,
    now = () => new Date(),
    seed = 0,
  }: {
    secret: string;
    now?: () => Date;
    seed?: string | number;
  }): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver(secret, now, seed);
    receiver.server = await listen((req, res, body) => receiver.handle(req, res, body));
    return receiver;
  }

  get url(): string {
    return `${this.server.origin}/events`;
  }

  close(): Promise<void> {
    return this.server.close();
  }

  private handle(req: IncomingMessage, res: ServerResponse, body: string): void {
    const id = String(req.headers['webhook-id']);
    this.arrivals.push(id);
    if (!this.isGenuine(req, body)) return answer(res, 401, {});
    if (this.says) return void res.writeHead(this.says.status, this.says.headers).end();
    const fault = this.fate.of(id);
    if (fault === 'stay-silent') return;
    if (fault === 'refuse-for-now') return answer(res, 503, {});
    if (fault === 'refuse-for-good') return answer(res, 410, {});
    const event = JSON.parse(body) as Record<string, unknown>;
    if (this.refuses(event)) return answer(res, 503, {});
    const known = this.taken.get(id);
    if (known) known.handedOver += 1;
    else this.taken.set(id, { id, event, handedOver: 1 });
    if (fault) return void res.destroy();
    res.writeHead(204).end();
  }

  private isGenuine({ headers }: IncomingMessage, body: string): boolean {
    const timestamp = Number(headers['webhook-timestamp']);
    if (!(Math.abs(this.now().getTime() - timestamp * 1000) <= TOLERANCE_MS)) return false;
    const key = Buffer.from(this.secret.replace(/^whsec_/, ''), 'base64');
    const signed = `${String(headers['webhook-id'])}.${timestamp}.${body}`;
    const expected = `v1,${createHmac('sha256', key).update(signed, 'utf8').digest('base64')}`;
    return String(headers['webhook-signature']).split(' ').includes(expected);
  }
}
