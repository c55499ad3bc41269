import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { Webhook } from 'standardwebhooks';
import { ChannelFailure } from '../../../../src/features/notifications/channels/channel.js';
import {
  WebhookChannel,
  type WebhookEndpoint,
} from '../../../../src/features/notifications/channels/webhook/webhook-channel.js';
import { systemClock } from '../../../../src/infrastructure/clock.js';
import { listen } from '../../../support/stand-ins/http-server.js';
import { WebhookReceiver } from '../../../support/stand-ins/webhook-receiver.js';

const never = new AbortController().signal;
const newSecret = () => `whsec_${randomBytes(24).toString('base64')}`;
const [oldSecret, currentSecret] = [newSecret(), newSecret()];
const event = { type: 'appointment.confirmed', timestamp: '2026-11-25T02:00:00Z', data: { couple: '张* 与 李*' } };
const message = { id: 'evt_1', kind: 'event', to: 'endpoint-1', language: 'zh-CN' as const, text: '', event };

describe('WebhookChannel', () => {
  let receiver: WebhookReceiver;
  beforeEach(async () => {
    receiver = await WebhookReceiver.start({ secret: oldSecret });
  });
  afterEach(() => receiver.close());

  const channelTo = (endpoint: Partial<WebhookEndpoint> | undefined, isProduction = false) =>
    new WebhookChannel({
      endpointOf: (address) =>
        Promise.resolve(
          endpoint && address === 'endpoint-1' ? { url: receiver.url, secrets: [oldSecret], ...endpoint } : undefined,
        ),
      clock: systemClock,
      isProduction,
    });

  it('posts the event whole', async () => {
    await channelTo({}).send(message, never);
    expect([...receiver.taken.values()]).to.deep.equal([{ id: 'evt_1', event, handedOver: 1 }]);
  });

  it('signs with every secret while one is being replaced', async () => {
    await channelTo({ secrets: [currentSecret, oldSecret] }).send(message, never);
    expect(receiver.taken.size).to.equal(1);
    expect(await failureOf(channelTo({ secrets: [currentSecret] }))).to.include({ code: 'status-401' });
  });

  it('is understood by the library that receivers use', async () => {
    let verified: unknown;
    const other = await listen((req, res, body) => {
      verified = new Webhook(oldSecret).verify(body, req.headers as Record<string, string>);
      res.writeHead(200).end();
    });
    await channelTo({ url: other.origin }).send(message, never);
    await other.close();
    expect(verified).to.deep.equal(event);
  });

  for (const [status, expected] of [
    [410, { code: 'gone', isPermanent: true }],
    [400, { code: 'status-400', isPermanent: false }],
    [404, { code: 'status-404', isPermanent: false }],
    [500, { code: 'status-500', isPermanent: false }],
  ] as const) {
    it(`takes ${status} for ${expected.code}`, async () => {
      receiver.says = { status };
      expect(await failureOf(channelTo({}))).to.include(expected);
    });
  }

  it('waits as long as the receiver asks', async () => {
    receiver.says = { status: 503, headers: { 'retry-after': '90' } };
    expect(await failureOf(channelTo({}))).to.include({ isPermanent: false, retryAfterMs: 90_000 });
  });

  it('follows no redirect', async () => {
    const elsewhere = await listen((_req, res) => void res.writeHead(308, { location: receiver.url }).end());
    const failure = await failureOf(channelTo({ url: elsewhere.origin }));
    await elsewhere.close();
    expect(failure).to.include({ code: 'status-308', isPermanent: false });
    expect(receiver.arrivals).to.deep.equal([]);
  });

  it('gives up for good when nobody receives there any more', async () => {
    for (const endpoint of [undefined, { secrets: [] }])
      expect(await failureOf(channelTo(endpoint))).to.include({ code: 'endpoint-unknown', isPermanent: true });
  });

  describe('in production', () => {
    const channelAt = (resolve: (hostname: string) => Promise<string[]>, timeoutMs?: number) =>
      new WebhookChannel({
        endpointOf: () => Promise.resolve({ url: 'https://receiver.example/events', secrets: [oldSecret] }),
        clock: systemClock,
        isProduction: true,
        resolve,
        ...(timeoutMs !== undefined && { timeoutMs }),
      });

    for (const addresses of [
      ['10.1.2.3'],
      ['169.254.169.254'],
      ['8.8.8.8', '127.0.0.1'],
      ['::1'],
      ['::ffff:10.0.0.1'],
    ]) {
      it(`reaches into no network of ours, though a name leads to ${addresses.join(' and ')}`, async () => {
        const failure = await failureOf(channelAt(() => Promise.resolve(addresses)));
        expect(failure).to.include({ code: 'address-private', isPermanent: false });
      });
    }

    it('waits for a name that leads nowhere, and not for ever for one that nobody answers about', async () => {
      expect(await failureOf(channelAt(() => Promise.reject(new Error('ENOTFOUND'))))).to.include({
        code: 'unreachable',
      });
      expect(await failureOf(channelAt(() => new Promise(() => undefined), 80))).to.include({ code: 'timeout' });
    });
  });

  it('sends nothing in the clear in production, and outside it only on this machine', async () => {
    const expected = { code: 'address-insecure', isPermanent: true };
    expect(await failureOf(channelTo({}, true))).to.include(expected);
    for (const url of ['http://198.51.100.7/', 'ftp://127.0.0.1/', 'https://me:secret@198.51.100.7/', 'nowhere'])
      expect(await failureOf(channelTo({ url }))).to.include(expected);
    expect(receiver.arrivals).to.deep.equal([]);
  });
});

async function failureOf(channel: WebhookChannel): Promise<ChannelFailure> {
  try {
    await channel.send(message, never);
  } catch (error) {
    if (error instanceof ChannelFailure) return error;
    throw error;
  }
  throw new Error('accepted');
}
