import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ConfigError, loadConfig } from '../../../src/config/index.js';
import { makeTempFolder } from '../../support/temp-folder.js';

const secret = () => randomBytes(32).toString('base64');

describe('loadConfig', () => {
  it('needs nothing in development and says where everything is', () => {
    const dataDir = makeTempFolder('config');
    const config = loadConfig({ DATA_DIR: dataDir });
    expect(config).to.deep.include({
      env: 'development',
      demo: true,
      http: { host: '127.0.0.1', port: 3000, trustProxy: 0, publicUrl: 'http://127.0.0.1:3000' },
      store: { uri: 'mongodb://127.0.0.1:27018/xiyue', embedded: true, storePort: 27_018, dataDir },
    });
  });

  it('takes an empty variable for one that is not set', () => {
    const config = loadConfig({ DATA_DIR: makeTempFolder('config'), PORT: '', MONGODB_URI: '' });
    expect(config.http.port).to.equal(3000);
    expect(config.store.embedded).to.equal(true);
  });

  it('reads limits as counts and seconds', () => {
    const { limits } = loadConfig({ DATA_DIR: makeTempFolder('config'), RATE_ADDRESS_HOLDS: '7/2h' });
    expect(limits.address.holds).to.deep.equal({ points: 7, seconds: 7200 });
    expect(limits.address.bookings).to.deep.equal({ points: 600, seconds: 600 });
    expect(limits.phone.codes).to.deep.equal([
      { points: 1, seconds: 60 },
      { points: 5, seconds: 3600 },
      { points: 10, seconds: 86_400 },
    ]);
  });

  it('accepts a replica set with several members', () => {
    const uri = 'mongodb://a:27017,b:27017,c:27017/xiyue?replicaSet=rs0';
    expect(loadConfig({ DATA_DIR: makeTempFolder('config'), MONGODB_URI: uri }).store).to.include({
      uri,
      embedded: false,
    });
  });

  describe('names every wrong variable at once', () => {
    it('whatever is wrong with it, and never its value', () => {
      const problems = problemsOf({
        PORT: '70000',
        HOST: 'not a host',
        LOG_LEVEL: 'loud',
        TRUST_PROXY: '-1',
        MONGODB_URI: 'http://hunter2',
        FIELD_KEYS: 'k1:hunter2',
        LOOKUP_KEY: 'hunter2',
        SESSION_SECRETS: 'hunter2',
        SIGNING_KEYS: 'hunter2',
        RATE_PHONE_CODES: '1 per minute',
      });
      expect(problems.map((problem) => problem.split(' ')[0])).to.have.members([
        'PORT',
        'HOST',
        'LOG_LEVEL',
        'TRUST_PROXY',
        'MONGODB_URI',
        'FIELD_KEYS',
        'LOOKUP_KEY',
        'SESSION_SECRETS',
        'SIGNING_KEYS',
        'RATE_PHONE_CODES',
      ]);
      expect(problems.join()).not.to.include('hunter2');
    });

    it('misspelt names and unknown names with a prefix of ours', () => {
      expect(
        problemsOf({ MONGODB_URL: 'mongodb://a', XIYUE_SPEED: '1', RATE_PHONE_FAXES: '1/1m', PATH: '/bin' }),
      ).to.deep.equal([
        'MONGODB_URL is unknown (did you mean MONGODB_URI?)',
        'XIYUE_SPEED is unknown',
        'RATE_PHONE_FAXES is unknown',
      ]);
    });
  });

  describe('in production', () => {
    it('starts with keys of its own, and without the demo bureau', () => {
      const config = loadConfig(productionVariables());
      expect(config).to.include({ env: 'production', demo: false });
      expect(config.keys.field.map(({ id, key }) => [id, key.length])).to.deep.equal([
        ['k2', 32],
        ['k1', 32],
      ]);
      expect(config.http.publicUrl).to.equal('https://xiyue.example.gov.cn');
    });

    it('refuses to start without real keys and its public address', () => {
      expect(problemsOf({ NODE_ENV: 'production' })).to.deep.equal([
        'PUBLIC_URL is required',
        'FIELD_KEYS is required',
        'LOOKUP_KEY is required',
        'TOKEN_KEY is required',
        'SESSION_SECRETS is required',
        'SIGNING_KEYS is required',
        'SMS_GATEWAY_URL is required',
        'SMS_GATEWAY_KEYS is required',
      ]);
    });

    it('refuses generated development keys and the demo bureau', () => {
      expect(problemsOf({ ...productionVariables(), FIELD_KEYS: `dev-1:${secret()}`, DEMO: 'true' })).to.deep.equal([
        'FIELD_KEYS holds a generated development key',
        'DEMO must not be true in production',
      ]);
    });

    it('refuses keys that are not random, doubled ids and a signing key without its private half', () => {
      const { d: _private, ...publicHalf } = signingKey();
      const problems = problemsOf({
        ...productionVariables(),
        FIELD_KEYS: `k1:${secret()},k1:${secret()}`,
        LOOKUP_KEY: Buffer.alloc(32).toString('base64'),
        SIGNING_KEYS: JSON.stringify({ keys: [publicHalf] }),
      });
      expect(problems).to.deep.equal([
        'FIELD_KEYS names one key id twice',
        'LOOKUP_KEY is not random: make it with `openssl rand -base64 32`',
        'SIGNING_KEYS needs a private key (d) in the first place',
      ]);
    });
  });

  describe('generated development keys', () => {
    it('are made once, for their owner only, and found again', () => {
      const dataDir = makeTempFolder('keys');
      const first = loadConfig({ DATA_DIR: dataDir });
      expect(loadConfig({ DATA_DIR: dataDir }).keys).to.deep.equal(first.keys);
      expect(statSync(join(dataDir, 'dev-keys.json')).mode & 0o777).to.equal(0o600);
    });

    it('give way to a key that is set', () => {
      const key = secret();
      const { keys } = loadConfig({ DATA_DIR: makeTempFolder('keys'), TOKEN_KEY: key });
      expect(keys.token.toString('base64')).to.equal(key);
      expect(keys.field[0]?.id).to.equal('dev-1');
    });
  });

  it('has the defaults that .env.example shows', () => {
    const example = readFileSync('.env.example', 'utf8');
    const given = Object.fromEntries(
      [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name!, value!]),
    );
    const dataDir = makeTempFolder('example');
    const optional = { ...given, NODE_ENV: '', PUBLIC_URL: '', DATA_DIR: dataDir };
    expect(loadConfig(optional)).to.deep.equal(loadConfig({ DATA_DIR: dataDir }));
  });
});

function problemsOf(env: Record<string, string>): string[] {
  try {
    loadConfig({ DATA_DIR: makeTempFolder('config'), ...env });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

function productionVariables() {
  return {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://xiyue.example.gov.cn/',
    FIELD_KEYS: `k2:${secret()},k1:${secret()}`,
    LOOKUP_KEY: secret(),
    TOKEN_KEY: secret(),
    SESSION_SECRETS: secret(),
    SIGNING_KEYS: JSON.stringify({ keys: [signingKey()] }),
    SMS_GATEWAY_URL: 'https://sms.example.gov.cn/send',
    SMS_GATEWAY_KEYS: `g1:${secret()}`,
  };
}

function signingKey() {
  return { ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid: 's1' };
}
