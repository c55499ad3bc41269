import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { ConfigError, loadConfig } from '../../../src/config/index.js';
import { makeTempFolder } from '../../support/temp-folder.js';

const key = () => randomBytes(32).toString('base64');
const dataDir = makeTempFolder('config-messages');
const read = (env: Record<string, string>) => loadConfig({ DATA_DIR: dataDir, ...env }).messages;

describe('loadConfig, messages', () => {
  it('offers neither gateway nor mail server unless they are named', () => {
    expect(read({})).to.deep.equal({ concurrency: 20, webhookNetworks: [] });
  });

  it('reads a gateway with its keys, the signing one first', () => {
    const { sms } = read({
      SMS_GATEWAY_URL: 'https://sms.example.gov.cn/v1/messages',
      SMS_GATEWAY_KEYS: `g2:${key()},g1:${key()}`,
      SMS_REPORT_KEYS: `r1:${key()}`,
      SMS_SIGNATURE: '福田民政',
      SMS_TEMPLATES: 'text',
    });
    expect(sms).to.include({
      gatewayUrl: 'https://sms.example.gov.cn/v1/messages',
      signature: '福田民政',
      templates: 'text',
    });
    expect(sms?.keys.map(({ id }) => id)).to.deep.equal(['g2', 'g1']);
    expect(sms?.reportKeys.map(({ id }) => id)).to.deep.equal(['r1']);
  });

  it('takes no report when no key verifies one', () => {
    const { sms } = read({ SMS_GATEWAY_URL: 'https://sms.example', SMS_GATEWAY_KEYS: `g1:${key()}` });
    expect(sms?.reportKeys).to.deep.equal([]);
  });

  const from = '喜约 <noreply@xiyue.example.gov.cn>';
  for (const [url, expected] of [
    ['smtp://mail.example', { host: 'mail.example', port: 587, isTlsFromStart: false }],
    ['smtps://mail.example/', { host: 'mail.example', port: 465, isTlsFromStart: true }],
    ['smtp://[::1]:2525', { host: '::1', port: 2525, isTlsFromStart: false }],
    [
      'smtps://u%40x:p%3Aw@mail.example:25',
      { host: 'mail.example', port: 25, isTlsFromStart: true, login: { user: 'u@x', password: 'p:w' } },
    ],
  ] as const) {
    it(`reads ${url}`, () => {
      expect(read({ SMTP_URL: url, MAIL_FROM: from }).mail).to.deep.equal({ ...expected, from });
    });
  }

  it('lets messages reach an adapter on this machine without TLS, and no other host', () => {
    for (const host of ['127.0.0.1:8080', 'localhost', '[::1]:90'])
      expect(read({ SMS_GATEWAY_URL: `http://${host}/`, SMS_GATEWAY_KEYS: `g1:${key()}` }).sms).to.not.equal(undefined);
    expect(problemsOf({ SMS_GATEWAY_URL: 'http://127.0.0.1.example.com' })).to.deep.equal([
      'SMS_GATEWAY_URL must be https, except on this machine',
    ]);
  });

  it('names what is wrong, and never a secret', () => {
    const problems = problemsOf({
      SMS_GATEWAY_URL: 'https://me:hunter2@sms.example',
      SMS_GATEWAY_KEYS: 'g1:hunter2',
      SMS_REPORT_KEYS: 'hunter2',
      SMS_SIGNATURE: '【喜约】',
      SMS_TEMPLATES: 'named',
      SMTP_URL: 'smtps://:hunter2@mail.example',
      MAIL_FROM: 'nobody',
      MESSAGE_CONCURRENCY: '0',
    });
    expect(problems).to.deep.equal([
      'SMS_GATEWAY_URL must not hold a password',
      'SMS_GATEWAY_KEYS needs 32 bytes as base64',
      'SMS_REPORT_KEYS needs 32 bytes as base64',
      'SMS_SIGNATURE needs 2 to 20 characters without brackets and blanks',
      'SMS_TEMPLATES must be one of [numbered, text]',
      'SMTP_URL needs both user and password, or neither',
      'MAIL_FROM must be name@host or Name <name@host>',
      'MESSAGE_CONCURRENCY must be greater than or equal to 1',
    ]);
  });

  it('needs a sender for letters, and knows settings that somebody made up', () => {
    expect(problemsOf({ SMTP_URL: 'smtps://mail.example', SMTP_HOST: 'a' })).to.deep.equal([
      'MAIL_FROM is required',
      'SMTP_HOST is unknown',
    ]);
  });
});

function problemsOf(env: Record<string, string>): string[] {
  try {
    read(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
