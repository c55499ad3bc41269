import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Fate, type Fault } from './fate.js';
import { gatewaySignature, type SharedKey } from './gateway-signature.js';
import { answer, listen, type ListeningServer } from './http-server.js';

export interface TakenMessage {
  id: string;
  to: string;
  signature: string;
  templateCode?: string;
  parameters: string[];
  text: string;
  callbackUrl?: string;
  providerId: string;
  /** How often it was handed over; every time after the first was dropped. */
  handedOver: number;
}

interface GatewayOptions {
  keys: SharedKey[];
  now?: () => Date;
  seed?: string | number;
  /** Refuses messages without a template it knows. */
  templates?: readonly string[];
}

const PATH = '/v1/messages?account=xiyue';
const TOLERANCE_MS = 300_000;

/** A gateway as docs/message-channels.md has it: checks signatures, takes each id once, and fails as a test wants. */
export class SmsGateway {
  readonly fate: Fate;
  /** What it took, by id, in the order of taking. */
  readonly taken = new Map<string, TakenMessage>();
  delayMs = 0;
  /** Above so many requests a second it answers 429. */
  requestsPerSecond = Infinity;
  requests = 0;
  private readonly nonces = new Set<string>();
  private readonly window = { second: 0, count: 0 };
  private server!: ListeningServer;

  private constructor(private readonly options: GatewayOptions) {
    this.fate = new Fate(options.seed);
  }

  static async start(options: GatewayOptions): Promise<SmsGateway> {
    const gateway = new SmsGateway(options);
    gateway.server = await listen((req, res, body) => gateway.handle(req, res, body));
    return gateway;
  }

  get url(): string {
    return `${this.server.origin}${PATH}`;
  }

  get connections(): number {
    return this.server.connections();
  }

  close(): Promise<void> {
    return this.server.close();
  }

  private async handle(req: IncomingMessage, res: ServerResponse, body: string): Promise<void> {
    this.requests += 1;
    if (this.delayMs > 0) await wait(this.delayMs);
    if (req.method !== 'POST' || req.url !== PATH) return answer(res, 404, {});
    const suspicion = this.suspect(req, body);
    if (suspicion) return answer(res, 401, { code: suspicion });
    if (this.isTooFast()) return answer(res, 429, { code: 'too-fast' }, { 'retry-after': '1' });
    const message = JSON.parse(body) as TakenMessage;
    if (req.headers['idempotency-key'] !== message.id) return answer(res, 400, { code: 'idempotency-key-wrong' });
    const fault = this.fate.of(message.id);
    if (fault && fault !== 'lose-answer') return fail(res, fault);
    if (!this.knowsTemplate(message)) return answer(res, 422, { code: 'template-unknown' });
    const known = this.taken.get(message.id);
    if (known) known.handedOver += 1;
    const kept = known ?? this.take(message);
    if (fault) return void res.destroy();
    answer(res, known ? 409 : 200, { providerId: kept.providerId });
  }

  private take(message: TakenMessage): TakenMessage {
    const kept = { ...message, providerId: `carrier-${this.taken.size + 1}`, handedOver: 1 };
    this.taken.set(message.id, kept);
    return kept;
  }

  private suspect({ method = '', url = '', headers }: IncomingMessage, body: string): string | undefined {
    const [id, timestamp, nonce, signature] = ['key', 'timestamp', 'nonce', 'signature'].map((name) =>
      String(headers[`x-xiyue-${name}`]),
    ) as [string, string, string, string];
    const key = this.options.keys.find((candidate) => candidate.id === id)?.key;
    if (!key) return 'key-unknown';
    const now = this.options.now?.() ?? new Date();
    if (!(Math.abs(now.getTime() - Number(timestamp) * 1000) <= TOLERANCE_MS)) return 'timestamp-off';
    if (signature !== gatewaySignature({ method, path: url, body }, { key, timestamp, nonce }))
      return 'signature-wrong';
    if (nonce.length < 16 || this.nonces.has(nonce)) return 'nonce-repeated';
    this.nonces.add(nonce);
    return undefined;
  }

  private knowsTemplate({ templateCode }: TakenMessage): boolean {
    const { templates } = this.options;
    return !templates || (templateCode !== undefined && templates.includes(templateCode));
  }

  private isTooFast(): boolean {
    const second = Math.floor(Date.now() / 1000);
    if (this.window.second !== second) Object.assign(this.window, { second, count: 0 });
    this.window.count += 1;
    return this.window.count > this.requestsPerSecond;
  }
}

function fail(res: ServerResponse, fault: Fault): void {
  if (fault === 'refuse-for-now') answer(res, 503, { code: 'carrier-busy' });
  if (fault === 'refuse-for-good') answer(res, 422, { code: 'number-barred' });
}
