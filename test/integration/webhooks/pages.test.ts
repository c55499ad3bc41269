import { load } from 'cheerio';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { expectHiddenFrom } from '../../support/foreign-hall.js';
import { postForm, signedIn, type StaffAgent } from '../../support/staff.js';
import { WebhookReceiver } from '../../support/stand-ins/webhook-receiver.js';
import { addEndpoint, cancel, drain, sendForReal } from './support/deliveries.js';

const RECEIVER = 'https://hooks.example.gov.cn/events';
const LIST = '/staff/webhooks';

describe('the pages about other systems', function () {
  this.timeout(60_000);
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '1000/1h' } });
  let administrator: StaffAgent;

  before(async () => {
    administrator = await signedIn(bureau, 'system-administrator');
  });
  beforeEach(() => bureau.services.models.webhookEndpoints.deleteMany({}));

  const add = (fields: Record<string, string | string[]> = {}) =>
    postForm(administrator, LIST, { url: RECEIVER, events: ['appointment.booked'], ...fields });
  const only = async () => {
    const [endpoint] = await bureau.services.webhooks.endpoints.list();
    if (!endpoint) throw new Error('there is no endpoint');
    return endpoint;
  };
  const pathOf = ({ _id }: { _id: string }, more = '') => `${LIST}/${_id}${more}`;

  describe(`POST ${LIST}`, () => {
    it('shows the secret in its answer and nowhere else', async () => {
      const answer = await add();
      const secret = load(answer.text)('#webhook-secret').text();
      expect(answer.status).to.equal(201);
      expect(answer.headers['cache-control']).to.include('no-store');
      expect(secret).to.match(/^whsec_/);
      const endpoint = await only();
      const later = await Promise.all(
        [LIST, pathOf(endpoint), pathOf(endpoint, '/edit')].map(async (path) => (await administrator.get(path)).text),
      );
      const stored = JSON.stringify(await bureau.connection.collection('webhookEndpoints').findOne({}));
      const audited = JSON.stringify(await bureau.services.models.auditEntries.find().lean());
      for (const place of [...later, stored, audited, bureau.logs.join()])
        expect(place).not.to.include(secret.slice(6));
      expect((await bureau.services.webhooks.receiverOf(endpoint._id))?.secrets).to.deep.equal([secret]);
    });

    for (const [why, fields, field] of [
      ['an address without TLS', { url: 'http://hooks.example.gov.cn/' }, 'url'],
      ['credentials in the address', { url: 'https://a:b@hooks.example.gov.cn/' }, 'url'],
      ['what is no address', { url: 'hooks' }, 'url'],
      ['no event at all', { events: [] }, 'events'],
      ['an event that does not exist', { events: ['appointment.invented'] }, 'events'],
      ['a hall that does not exist', { hall: 'atlantis' }, 'hall'],
    ] as const) {
      it(`refuses ${why} at its field, and keeps what was typed`, async () => {
        const page = await add({ description: '数据平台', ...(fields as Record<string, string>) });
        const $ = load(page.text);
        expect(page.status).to.equal(422);
        expect($('.error-summary a').attr('href')).to.equal(`#${field}`);
        expect($('#description').val()).to.equal('数据平台');
        expect(await bureau.services.webhooks.endpoints.list()).to.have.length(0);
      });
    }

    it('takes the same address once for the same halls', async () => {
      await add();
      const again = await add({ url: `${RECEIVER}#top` });
      expect(load(again.text)('.error-summary').text()).to.include('已有相同的接收地址');
      expect((await add({ hall: 'futian' })).status).to.equal(201);
    });

    it('takes no form of another session', async () => {
      const answer = await administrator.post(LIST).type('form').send({ url: RECEIVER, events: 'appointment.booked' });
      expect(answer.status).to.equal(403);
    });
  });

  describe('an endpoint', () => {
    it('can be changed by who saw it as it is', async () => {
      await add();
      const endpoint = await only();
      const change = { url: `${RECEIVER}/v2`, description: '', events: ['appointment.cancelled'], revision: '0' };
      expect((await postForm(administrator, pathOf(endpoint, '/edit'), change)).status).to.equal(303);
      const late = await postForm(administrator, pathOf(endpoint, '/edit'), { ...change, url: RECEIVER });
      expect(late.status).to.equal(409);
      expect(load(late.text)('.notice--error').text()).to.include('刚被修改过');
      expect(await only()).to.include({ url: `${RECEIVER}/v2`, revision: 1 });
    });

    it('keeps since when it is told what it was told before', async () => {
      await add();
      const endpoint = await only();
      bureau.advance(600_000);
      const events = ['appointment.booked', 'appointment.cancelled'];
      await postForm(administrator, pathOf(endpoint, '/edit'), { url: RECEIVER, events, revision: '0' });
      const [booked, cancelled] = (await only()).events;
      expect(booked?.from).to.deep.equal(endpoint.events[0]?.from);
      expect(cancelled?.from.getTime()).to.be.above(bureau.clock.now().getTime());
    });

    it('is paused, resumed, given a new secret and removed, each in the audit', async () => {
      await add();
      const endpoint = await only();
      const act = async (action: string, fields: Record<string, string> = {}) => {
        const { revision } = await only();
        return postForm(administrator, pathOf(endpoint, action), { revision: String(revision), ...fields });
      };
      expect((await act('/pause')).status).to.equal(303);
      expect((await act('/pause')).status, 'it is paused already').to.equal(409);
      expect(load((await administrator.get(pathOf(endpoint))).text)('main').text()).to.include('已暂停发送');
      expect((await act('/resume')).status).to.equal(303);
      expect(load((await act('/secret', { old: 'overlap' })).text)('#webhook-secret').text()).to.match(/^whsec_/);
      expect((await bureau.services.webhooks.receiverOf(endpoint._id))?.secrets).to.have.length(2);
      expect((await act('/secret', { old: 'at-once' })).status).to.equal(200);
      expect((await bureau.services.webhooks.receiverOf(endpoint._id))?.secrets).to.have.length(1);
      expect((await administrator.get(pathOf(endpoint, '/remove'))).text).to.include(RECEIVER);
      expect((await act('/remove')).status).to.equal(303);
      expect((await administrator.get(pathOf(endpoint))).status).to.equal(404);
      const entries = await bureau.services.models.auditEntries
        .find({ subject: `webhook:${endpoint._id}` })
        .sort({ _id: 1 })
        .lean();
      expect(entries.map(({ action }) => action)).to.deep.equal([
        'webhook.added',
        'webhook.paused',
        'webhook.resumed',
        'webhook.secret-rotated',
        'webhook.secret-rotated',
        'webhook.removed',
      ]);
    });

    it('is for an auditor to look at only, and for nobody at a hall', async () => {
      await add();
      const endpoint = await only();
      const auditor = await signedIn(bureau, 'security-auditor');
      const page = await auditor.get(pathOf(endpoint));
      expect(page.status).to.equal(200);
      expect(load(page.text)('main form[method=post]').length).to.equal(0);
      const paused = await postForm(auditor, pathOf(endpoint, '/pause'), { revision: '0' });
      expect(paused.status).to.equal(403);
      const manager = await signedIn(bureau, 'hall-manager');
      expect((await manager.get(LIST)).status).to.equal(403);
    });
  });

  describe('deliveries', () => {
    let receiver: WebhookReceiver;
    beforeEach(async () => {
      sendForReal(bureau);
      receiver = await WebhookReceiver.start({ secret: '', now: () => bureau.clock.now() });
      await bureau.services.models.messages.deleteMany({ channel: 'outbox', role: /^endpoint:/ });
    });
    afterEach(() => receiver.close());

    it('are listed with what became of them, shown as sent, and sent again', async () => {
      const { endpoint, secret } = await addEndpoint(bureau, { url: receiver.url });
      receiver.secret = secret;
      const booked = await bureau.bookCouple(1);
      receiver.says = { status: 410 };
      await drain(bureau);
      const $ = load((await administrator.get(pathOf(endpoint, '?state=failed'))).text);
      expect($('#deliveries tbody tr').text()).to.include(booked.reference).and.to.include('410');
      const path = $('#deliveries tbody th a').attr('href') ?? '';
      expect(load((await administrator.get(path)).text)('main').text()).to.include('还没有发送成功');

      delete receiver.says;
      expect((await postForm(administrator, `${path}/replay`)).status).to.equal(303);
      expect((await postForm(administrator, `${path}/replay`)).status, 'it waits already').to.equal(409);
      await drain(bureau);
      const page = load((await administrator.get(path)).text);
      expect(JSON.parse(page('.webhook-body').text())).to.deep.include({ type: 'appointment.booked' });
      expect(page('main').text())
        .to.include('webhook-signature')
        .and.to.include([...receiver.taken.keys()][0]);
    });

    it('that failed are counted before all of them are sent again', async () => {
      const { endpoint, secret } = await addEndpoint(bureau, { url: receiver.url });
      receiver.secret = secret;
      receiver.says = { status: 410 };
      const booked = await bureau.bookCouple(2);
      await cancel(bureau, booked);
      await drain(bureau);
      const $ = load((await administrator.get(pathOf(endpoint, '/replay'))).text);
      expect($('main').text()).to.include('2 个未送达的事件');
      const field = (name: string) => String($(`form[method=post] input[name=${name}]`).last().val());
      delete receiver.says;
      const done = await postForm(administrator, pathOf(endpoint, '/replay'), {
        since: field('since'),
        until: field('until'),
      });
      expect(done.headers['location']).to.equal(pathOf(endpoint, '?done=replayed&count=2'));
      await drain(bureau);
      expect(receiver.taken.size).to.equal(2);
      expect((await administrator.get(pathOf(endpoint, '/replay?since=yesterday'))).status).to.equal(422);
    });

    it('of one endpoint do not exist below another', async () => {
      const { endpoint } = await addEndpoint(bureau, { url: receiver.url });
      const other = await addEndpoint(bureau, { url: `${receiver.url}/other`, events: ['appointment.completed'] });
      await bureau.bookCouple(3);
      const [message] = (await bureau.services.webhooks.deliveries.list(endpoint._id, {})).messages;
      const path = `${pathOf(other.endpoint)}/deliveries/${encodeURIComponent(message?.id ?? '')}`;
      const couples = await bureau.services.models.messages.findOne({ kind: 'appointment-confirmed' }).lean();
      await expectHiddenFrom(
        administrator,
        [
          { method: 'get', path },
          { method: 'post', path: `${path}/replay` },
          { method: 'get', path: `${pathOf(endpoint)}/deliveries/${encodeURIComponent(couples?._id ?? '')}` },
        ],
        () => bureau.services.models.messages.find({ role: /^endpoint:/ }).lean(),
      );
    });

    it('are tried with an event that means nothing, while somebody waits', async () => {
      const { endpoint, secret } = await addEndpoint(bureau, { url: receiver.url });
      receiver.secret = secret;
      const test = async () => {
        await postForm(administrator, pathOf(endpoint, '/test'), { revision: '0' });
        return load((await administrator.get(pathOf(endpoint, '?done=tested'))).text)('.notice[role]').text();
      };
      expect(await test()).to.include('接收成功');
      expect([...receiver.taken.values()][0]?.event).to.include({ type: 'webhook.test' });
      receiver.secret = 'whsec_b3RoZXI=';
      expect(await test()).to.include('接收方答复 401');
    });
  });
});
