import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { ChannelFailure } from '../../../../src/features/notifications/channels/channel.js';
import { SmsChannel } from '../../../../src/features/notifications/channels/sms/sms-channel.js';
import { fixedClock } from '../../../../src/infrastructure/clock.js';
import { answer, listen } from '../../../support/stand-ins/http-server.js';
import { SmsGateway } from '../../../support/stand-ins/sms-gateway.js';

const NOW = '2026-11-25T02:00:00Z';
const never = new AbortController().signal;
const [oldKey, newKey] = [
  { id: 'g1', key: randomBytes(32) },
  { id: 'g2', key: randomBytes(32) },
];
const message = (id: string) => ({
  id,
  kind: 'reminder',
  to: '13812345678',
  language: 'zh-CN' as const,
  text: '【喜约】明天见',
  template: { carrierCode: 'SMS_1', parameters: ['明天'] },
});

describe('SmsChannel', () => {
  const clock = fixedClock(NOW);
  let gateway: SmsGateway;
  const channelWith = (settings: { keys?: (typeof oldKey)[]; gatewayUrl?: string } = {}) =>
    new SmsChannel({
      settings: {
        gatewayUrl: gateway.url,
        keys: [oldKey],
        reportKeys: [],
        signature: '喜约',
        templates: 'numbered',
        ...settings,
      },
      clock,
      callbackUrl: 'https://xiyue.example/callbacks/sms/reports',
    });

  beforeEach(async () => {
    gateway = await SmsGateway.start({ keys: [oldKey, newKey], now: () => clock.now() });
  });
  afterEach(() => gateway.close());

  it('hands over everything a carrier needs, and keeps the name that the carrier gives', async () => {
    const accepted = await channelWith().send(message('m1'), never);
    expect(gateway.taken.get('m1')).to.deep.equal({
      id: 'm1',
      to: '+8613812345678',
      signature: '喜约',
      templateCode: 'SMS_1',
      parameters: ['明天'],
      text: '明天见',
      callbackUrl: 'https://xiyue.example/callbacks/sms/reports',
      providerId: accepted.providerId,
      handedOver: 1,
    });
  });

  it('signs with the first key, and a key the gateway does not know holds messages up without losing them', async () => {
    await channelWith({ keys: [newKey, oldKey] }).send(message('m1'), never);
    const unknown = { id: 'g3', key: randomBytes(32) };
    expect(await failureOf(channelWith({ keys: [unknown, oldKey] }))).to.include({
      code: 'key-unknown',
      isPermanent: false,
    });
    expect(await failureOf(channelWith({ keys: [{ ...newKey, key: randomBytes(32) }] }))).to.include({
      code: 'signature-wrong',
      isPermanent: false,
    });
    expect([...gateway.taken.keys()]).to.deep.equal(['m1']);
  });

  it('signs every attempt anew, so that a repeated one is not mistaken for a replay', async () => {
    gateway.fate.plan('lose-answer');
    const channel = channelWith();
    const first = await failureOf(channel, 'm1');
    expect(first.code).to.equal('unreachable');
    clock.advance(3_600_000);
    const accepted = await channel.send(message('m1'), never);
    expect(gateway.taken.get('m1')).to.include({ handedOver: 2, providerId: accepted.providerId });
  });

  it('waits as long as the gateway asks when it goes too fast', async () => {
    gateway.requestsPerSecond = 0;
    expect(await failureOf(channelWith())).to.include({ code: 'too-fast', isPermanent: false, retryAfterMs: 1000 });
  });

  it('sends message after message over the same connections', async () => {
    const channel = channelWith();
    for (let index = 0; index < 20; index += 1) await channel.send(message(`m${index}`), never);
    expect(gateway.taken.size).to.equal(20);
    expect(gateway.connections).to.be.at.most(2);
  });

  it('follows no redirect: phone numbers go where they were meant to go', async () => {
    const elsewhere = await listen((_req, res) => void res.writeHead(307, { location: gateway.url }).end());
    const failure = await failureOf(channelWith({ gatewayUrl: elsewhere.origin }));
    await elsewhere.close();
    expect(failure).to.include({ code: 'status-307', isPermanent: false });
    expect(gateway.requests).to.equal(0);
  });

  it('stops reading an answer without end', async () => {
    let written = 0;
    const endless = await listen((_req, res) => {
      const more = () => {
        while (!res.destroyed && written < 1e9 && res.write('x'.repeat(16_384))) written += 16_384;
      };
      res.on('drain', more);
      more();
    });
    const failure = await failureOf(channelWith({ gatewayUrl: endless.origin }));
    await endless.close();
    expect(failure).to.include({ code: 'unreadable-answer', isPermanent: false });
    expect(written).to.be.below(1e8);
  });

  it('does not take the page of some proxy for the answer of the gateway', async () => {
    const proxy = await listen((_req, res) => void res.writeHead(200).end('<html>请登录</html>'));
    const failure = await failureOf(channelWith({ gatewayUrl: proxy.origin }));
    await proxy.close();
    expect(failure).to.include({ code: 'unreadable-answer', isPermanent: false });
  });

  it('tells the reason of the carrier for a refusal', async () => {
    const barring = await listen((_req, res) => answer(res, 422, { code: 'number-barred', to: '+8613812345678' }));
    const failure = await failureOf(channelWith({ gatewayUrl: barring.origin }));
    await barring.close();
    expect(failure).to.include({ code: 'number-barred', isPermanent: true });
    expect(failure.message).to.not.include('138');
  });

  async function failureOf(channel: SmsChannel, id = 'failing'): Promise<ChannelFailure> {
    try {
      await channel.send(message(id), never);
    } catch (error) {
      if (error instanceof ChannelFailure) return error;
      throw error;
    }
    throw new Error('accepted');
  }
});
