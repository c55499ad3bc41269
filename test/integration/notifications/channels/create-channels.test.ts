import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadConfig } from '../../../../src/config/index.js';
import { ChannelFailure } from '../../../../src/features/notifications/channels/channel.js';
import { createChannels } from '../../../../src/features/notifications/channels/channels.js';
import { systemClock } from '../../../../src/infrastructure/clock.js';
import { createI18n } from '../../../../src/infrastructure/i18n.js';
import { MailServer } from '../../../support/stand-ins/mail-server.js';
import { SmsGateway } from '../../../support/stand-ins/sms-gateway.js';
import { makeTempFolder } from '../../../support/temp-folder.js';

const never = new AbortController().signal;
const NAMES = ['sms', 'email', 'webhook', 'outbox'] as const;
const message = { id: 'm1', kind: 'k', to: '13812345678', language: 'zh-CN' as const, text: '您好' };
const gatewayKey = { id: 'g1', key: randomBytes(32) };

describe('the channels of an environment', () => {
  it('are all the outbox outside production, whatever is set up', async () => {
    const gateway = await SmsGateway.start({ keys: [gatewayKey] });
    const channels = channelsWith({
      ...gatewayAt(gateway.url),
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'a@b.example',
    });
    for (const name of NAMES) {
      expect(channels.offers(name)).to.equal(true);
      expect(channels.channelFor(name).name).to.equal('outbox');
      expect(await channels.channelFor(name).send({ ...message, to: 'nobody' }, never)).to.deep.equal({});
    }
    await gateway.close();
    expect(gateway.requests).to.equal(0);
  });

  describe('in production', () => {
    it('lead to the gateway, which is asked to report back to our public address if a key verifies what it says', async () => {
      const gateway = await SmsGateway.start({ keys: [gatewayKey] });
      const settings = { ...production(), ...gatewayAt(gateway.url), SMS_TEMPLATES: 'text' };
      await channelsWith(settings).channelFor('sms').send(message, never);
      expect(gateway.taken.get('m1')).to.not.have.property('callbackUrl');
      await channelsWith({ ...settings, SMS_REPORT_KEYS: `r1:${secret()}` })
        .channelFor('sms')
        .send({ ...message, id: 'm2' }, never);
      expect(gateway.taken.get('m2')).to.include({ callbackUrl: 'https://xiyue.example/callbacks/sms/reports' });
      await gateway.close();
    });

    it('offer no e-mail without a mail server, and hold what was written for it', async () => {
      const channels = channelsWith(production());
      expect(NAMES.filter((name) => channels.offers(name))).to.deep.equal(['sms', 'webhook', 'outbox']);
      const failure: unknown = await channels
        .channelFor('email')
        .send(message, never)
        .catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(ChannelFailure).and.include({ code: 'not-offered', isPermanent: false });
      channels.close();
    });

    it('write letters in our words with a mail server, until they are closed', async () => {
      const mail = await MailServer.start();
      const channels = channelsWith({
        ...production(),
        SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
        MAIL_FROM: 'noreply@xiyue.example',
      });
      const letter = { ...message, to: 'someone@example.com', mail: { subject: '预约已确认' } };
      await channels.channelFor('email').send(letter, never);
      expect(String(mail.taken.get('m1')?.letter.html)).to.include('不收取任何费用');
      channels.close();
      const failure: unknown = await channels
        .channelFor('email')
        .send(letter, never)
        .catch((error: unknown) => error);
      expect(failure).to.include({ code: 'unreachable' });
      await mail.close();
    });

    it('sign events for whoever receives at an address', async () => {
      const failure: unknown = await channelsWith(production())
        .channelFor('webhook')
        .send({ ...message, to: 'nobody' }, never)
        .catch((error: unknown) => error);
      expect(failure).to.include({ code: 'endpoint-unknown', isPermanent: true });
    });
  });
});

function channelsWith(env: Record<string, string>) {
  const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: makeTempFolder('channels'), ...env });
  config.paths.assets = emptyAssets();
  return createChannels(config, {
    clock: systemClock,
    i18n: createI18n(config.paths.locales),
    endpointOf: () => Promise.resolve(undefined),
  });
}

function emptyAssets(): string {
  const folder = join(makeTempFolder('channel-assets'), 'assets');
  mkdirSync(folder);
  for (const name of ['manifest.json', 'icons.json']) writeFileSync(join(folder, name), '{}');
  return folder;
}

function gatewayAt(url: string): Record<string, string> {
  return { SMS_GATEWAY_URL: url, SMS_GATEWAY_KEYS: `${gatewayKey.id}:${gatewayKey.key.toString('base64')}` };
}

function production(): Record<string, string> {
  const signing = { ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid: 's1' };
  return {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://xiyue.example/',
    FIELD_KEYS: `k1:${secret()}`,
    LOOKUP_KEY: secret(),
    TOKEN_KEY: secret(),
    SESSION_SECRETS: secret(),
    SIGNING_KEYS: JSON.stringify({ keys: [signing] }),
    ...gatewayAt('https://sms.example'),
  };
}

function secret(): string {
  return randomBytes(32).toString('base64');
}
