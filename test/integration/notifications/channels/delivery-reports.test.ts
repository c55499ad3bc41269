import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import express, { type Express } from 'express';
import supertest from 'supertest';
import { createErrorHandlers } from '../../../../src/errors/index.js';
import type { DeliveryReport } from '../../../../src/features/notifications/channels/channel.js';
import { createDeliveryReportsRouter } from '../../../../src/features/notifications/channels/sms/delivery-reports.router.js';
import { SmsChannel } from '../../../../src/features/notifications/channels/sms/sms-channel.js';
import { accompanyRequests } from '../../../../src/http/accompany-requests.js';
import { fixedClock } from '../../../../src/infrastructure/clock.js';
import { createI18n, localize } from '../../../../src/infrastructure/i18n.js';
import { createLogger } from '../../../../src/infrastructure/logger.js';
import {
  carrierReports,
  reportCall,
  sendReports,
  type SignedCall,
  signedCall,
} from '../../../support/stand-ins/delivery-reports.js';
import { SmsGateway } from '../../../support/stand-ins/sms-gateway.js';

const NOW = new Date('2026-11-25T02:00:00Z');
const PATH = '/callbacks/sms/reports';
const [oldKey, newKey, strangeKey] = ['r1', 'r2', 'r1'].map((id) => ({ id, key: randomBytes(32) })) as [
  { id: string; key: Buffer },
  { id: string; key: Buffer },
  { id: string; key: Buffer },
];
const delivered = { id: 'm1', outcome: 'delivered' as const, at: '2026-11-25T01:59:00.000Z' };

describe(`POST ${PATH}`, () => {
  const logs: string[] = [];
  let applied: DeliveryReport[][];
  let app: Express;

  beforeEach(() => {
    applied = [];
    app = appWith([newKey, oldKey]);
  });

  const post = ({ path, headers, body }: SignedCall, to = app) => supertest(to).post(path).set(headers).send(body);

  const signed = (body: string) => signedCall(body, { key: newKey, now: NOW });

  it('hands over what the gateway reports and says how much of it was known', async () => {
    const failed = { id: 'm2', outcome: 'failed' as const, at: '2026-11-25T09:59:30+08:00', code: 'handset-off' };
    const res = await post(reportCall([delivered, failed], { key: newKey, now: NOW }));
    expect(res.status).to.equal(200);
    expect(res.body).to.deep.equal({ accepted: 2 });
    expect(applied).to.deep.equal([
      [
        { ...delivered, at: new Date('2026-11-25T01:59:00Z') },
        { ...failed, at: new Date('2026-11-25T01:59:30Z') },
      ],
    ]);
  });

  it('knows every key of the list', async () => {
    for (const key of [newKey, oldKey]) await post(reportCall([delivered], { key, now: NOW })).expect(200);
    expect(applied).to.have.length(2);
  });

  it('drops members it does not know, for gateways that say more', async () => {
    const talkative = { ...delivered, network: 'CMCC', cost: { fen: 4 } };
    await post(reportCall([talkative], { key: newKey, now: NOW })).expect(200);
    expect(Object.keys(applied[0]?.[0] ?? {})).to.have.members(['id', 'outcome', 'at']);
  });

  it('never believes that something happened later than now', async () => {
    await post(reportCall([{ ...delivered, at: '2099-01-01T00:00:00Z' }], { key: newKey, now: NOW })).expect(200);
    expect(applied[0]?.[0]?.at).to.deep.equal(NOW);
  });

  describe('answers 401 signature-wrong, and hands over nothing,', () => {
    const good = reportCall([delivered], { key: newKey, now: NOW });
    const forged: Record<string, () => SignedCall> = {
      'to a call without a signature': () => ({ ...good, headers: {} }),
      'to a changed body': () => ({ ...good, body: good.body.replace('delivered', 'failed') }),
      'to a key of the right name and the wrong secret': () => reportCall([delivered], { key: strangeKey, now: NOW }),
      'to a call signed for another path': () => ({
        ...reportCall([delivered], { key: newKey, now: NOW, path: '/callbacks/other' }),
        path: PATH,
      }),
      'to a call of six minutes ago': () =>
        reportCall([delivered], { key: newKey, now: new Date(NOW.getTime() - 360_000) }),
    };
    for (const [what, make] of Object.entries(forged)) {
      it(what, async () => {
        const res = await post(make());
        expect(res.status).to.equal(401);
        expect(res.type).to.equal('application/problem+json');
        expect(res.body).to.include({ code: 'signature-wrong', status: 401 });
        expect(applied).to.deep.equal([]);
      });
    }

    it('to everybody where no key is set', async () => {
      const res = await post(good, appWith([]));
      expect(res.status).to.equal(401);
      expect(applied).to.deep.equal([]);
    });
  });

  describe('answers 422 naming what is wrong, and hands over nothing,', () => {
    const wrong: Record<string, [string, string]> = {
      'when it is not JSON': ['{"reports":', ''],
      'when it is no object': ['[]', ''],
      'when reports are missing': ['{}', 'reports'],
      'when an outcome is unknown': [
        JSON.stringify({ reports: [delivered, { ...delivered, outcome: 'perhaps' }] }),
        'reports.1.outcome',
      ],
      'when a time is none': [JSON.stringify({ reports: [{ ...delivered, at: 'yesterday' }] }), 'reports.0.at'],
      'when an id is an operator': [JSON.stringify({ reports: [{ ...delivered, id: { $gt: '' } }] }), 'reports.0.id'],
      'when there are too many': [
        JSON.stringify({ reports: Array.from({ length: 1001 }, () => delivered) }),
        'reports',
      ],
    };
    for (const [what, [body, field]] of Object.entries(wrong)) {
      it(what, async () => {
        const res = await post(signed(body));
        expect(res.status).to.equal(422);
        expect(res.type).to.equal('application/problem+json');
        expect(res.body.errors[0].field).to.equal(field);
        expect(applied).to.deep.equal([]);
      });
    }

    it('takes as many as it says', async () => {
      await post(signed(JSON.stringify({ reports: Array.from({ length: 1000 }, () => delivered) }))).expect(200);
      expect(applied[0]).to.have.length(1000);
    });
  });

  it('answers 413 to more than anybody has to say', async () => {
    const res = await post(signed(JSON.stringify({ reports: [], more: 'x'.repeat(600_000) })));
    expect(res.status).to.equal(413);
  });

  it('answers nothing but POST', async () => {
    await supertest(app).get(PATH).expect(404);
  });

  it('is where a message asks to be reported on, however carriers report', async () => {
    const gateway = await SmsGateway.start({ keys: [oldKey], now: () => NOW });
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const channel = new SmsChannel({
      settings: { gatewayUrl: gateway.url, keys: [oldKey], reportKeys: [newKey], signature: '喜约', templates: 'text' },
      clock: fixedClock(NOW),
      callbackUrl: `http://127.0.0.1:${port}${PATH}`,
    });
    const ids = Array.from({ length: 30 }, (_, index) => `m${index}`);
    for (const id of ids)
      await channel.send(
        { id, kind: 'k', to: '13812345678', language: 'zh-CN', text: 't' },
        new AbortController().signal,
      );

    const reports = carrierReports(gateway, { now: NOW, seed: 3, failed: 0.3, repeated: 0.3 });
    const { callbackUrl = '' } = gateway.taken.get('m0') ?? {};
    const res = await sendReports(callbackUrl, reports, { key: newKey, now: NOW });
    await gateway.close();
    server.close();

    expect(res.status).to.equal(200);
    const told = applied.flat().map(({ id }) => id);
    expect([...new Set(told)].sort()).to.deep.equal([...ids].sort());
    expect(told.length).to.be.above(ids.length);
    expect(told.slice(0, 5)).to.not.deep.equal(ids.slice(0, 5));
    expect(applied.flat().some(({ outcome }) => outcome === 'failed')).to.equal(true);
  });

  function appWith(keys: { id: string; key: Buffer }[]): Express {
    const made = express();
    made.disable('etag');
    const errors = createErrorHandlers({
      logger: createLogger({ level: 'info', name: 'test' }, { write: (line) => void logs.push(line) }),
    });
    made.use(accompanyRequests(localize(createI18n('locales'))));
    made.use(
      createDeliveryReportsRouter({
        keys,
        clock: fixedClock(NOW),
        apply: (reports) => {
          applied.push(reports);
          return Promise.resolve(reports.length);
        },
      }),
    );
    made.use(errors.notFound, errors.asProblem);
    return made;
  }
});
