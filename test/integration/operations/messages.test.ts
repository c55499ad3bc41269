import { load } from 'cheerio';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';
import { postForm, signedIn, type StaffAgent } from '../../support/staff.js';
import { foundBy } from './support/found-by.js';

describe('the messages of the staff', function () {
  this.timeout(60_000);
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '1000/1h' } });
  let reference: string;
  let phone: string;
  let manager: StaffAgent;
  let administrator: StaffAgent;

  before('a couple that was told', async () => {
    phone = generateCouple({ seed: 1 })[0].phone;
    ({ reference } = await bureau.bookCouple(1));
    manager = await signedIn(bureau, 'hall-manager');
    administrator = await signedIn(bureau, 'system-administrator');
  });

  describe('GET /staff/messages', () => {
    it('says whether a couple was told, with no more of the phone than is needed and none of the words', async () => {
      const page = await foundBy(manager, reference.toLowerCase().replaceAll('-', ' '));
      const $ = load(page.text);
      expect(page.status).to.equal(200);
      const row = rowsOf($).find((each) => each.includes('已发出')) ?? '';
      expect(row)
        .to.include(reference)
        .and.to.include(`${phone.slice(0, 3)}****${phone.slice(-4)}`);
      expect($(`main a[href="/staff/desk/appointments/${reference}"]`).length).to.be.above(0);
      expect(page.text).not.to.include(phone);
      expect(page.text).not.to.include('/manage/');
    });

    it('finds by kind, state, channel and day, and says so when nothing fits', async () => {
      const found = async (query: object) =>
        rowsOf(load((await manager.get('/staff/messages').query(query)).text)).length;
      const kind = 'appointment-confirmed';
      expect(await found({ kind, state: 'sent', from: '2026-11-02', to: '2026-11-02' })).to.equal(1);
      expect(await found({ kind, state: 'sent', from: '2026-11-03' })).to.equal(0);
      expect(await found({ kind, channel: 'email' })).to.equal(0);
      const $ = load((await manager.get('/staff/messages').query({ kind, channel: 'email' })).text);
      expect($('.empty-state').text()).to.include('没有符合条件的消息');
    });

    it('refuses a filter that makes no sense, at its field', async () => {
      const page = await manager.get('/staff/messages').query({ from: 'tomorrow', state: 'lost' });
      expect(page.status).to.equal(422);
      const $ = load(page.text);
      expect([$('.error-summary a').length, $('.empty-state').length]).to.deep.equal([2, 0]);
    });

    it('turns its pages without losing or repeating a message', async () => {
      const { messages } = bureau.services.models;
      const template = await messages.findOne({ kind: 'appointment-confirmed' }).lean();
      const at = bureau.clock.now();
      await messages.insertMany(
        Array.from({ length: 120 }, (_, index) => ({ ...template, _id: `page:${index}`, subject: 'page', at })),
      );
      const seen: string[] = [];
      let next: string | undefined = '/staff/messages?state=sent&kind=appointment-confirmed';
      for (let pages = 0; next !== undefined && pages < 5; pages += 1) {
        const $: ReturnType<typeof load> = load((await manager.get(next)).text);
        seen.push(
          ...$('main tbody th a')
            .toArray()
            .map((link) => $(link).attr('href') ?? ''),
        );
        next = $('main a[rel=next]').attr('href');
      }
      expect(seen).to.have.length(121);
      expect(new Set(seen).size).to.equal(121);
      await messages.deleteMany({ subject: 'page' });
    });
  });

  describe('GET /staff/messages/:id', () => {
    it('shows its words to whoever may see people, without the key to the booking, and audits the look', async () => {
      const id = await messageId('appointment-confirmed');
      const { body } = (await bureau.services.notifications.messages.latest({ phone })).find(
        (message) => message.id === id,
      ) ?? { body: '' };
      expect(body).to.match(/https?:\/\//);
      const page = await manager.get(pathOf(id));
      const $ = load(page.text);
      expect($('main blockquote').text()).to.include(reference).and.to.include('[链接]');
      expect(page.text).not.to.match(/\/manage\/|token=/);
      expect(page.text).not.to.include(phone);
      await bureau.services.audit.drain();
      const [entry] = await bureau.services.models.auditEntries
        .find({ action: 'message.read' })
        .sort({ _id: -1 })
        .lean();
      expect(entry).to.deep.include({ subject: `message:${id}`, hall: 'futian', details: { words: true } });
    });

    it('keeps the words from those who only run or watch the system', async () => {
      const id = await messageId('appointment-confirmed');
      for (const agent of [administrator, await signedIn(bureau, 'security-auditor')]) {
        const $ = load((await agent.get(pathOf(id))).text);
        expect($('main').text()).to.include('只给有权查看个人信息');
        expect($('main blockquote').length).to.equal(0);
        expect($('main').text()).to.include(`${phone.slice(0, 3)}****`);
      }
    });

    it('never shows a code', async () => {
      const code = await bureau.services.models.messages.findOne({ kind: 'verification-code' }).lean();
      const [latest] = (await bureau.services.notifications.messages.latest({ phone })).filter((each) => each.code);
      const page = await administrator.get(pathOf(code?._id ?? ''));
      expect(page.status).to.equal(200);
      expect(latest?.code).to.match(/^\d{6}$/);
      expect(load(page.text)('main').text()).not.to.include(latest?.code);
    });

    it('does not exist for a hall that it does not belong to, or under a name that nobody has', async () => {
      const id = await messageId('appointment-confirmed');
      const elsewhere = await signedIn(bureau, 'hall-manager', { hall: 'nanshan' });
      for (const path of [pathOf(id), pathOf('appointment-confirmed:nobody:contact:2026')])
        expect((await elsewhere.get(path).set('Accept', 'text/html')).status).to.equal(404);
      expect(rowsOf(load((await elsewhere.get('/staff/messages').query({ hall: 'futian' })).text))).to.deep.equal([]);
    });
  });

  describe('dead letters', () => {
    let dead: string;

    beforeEach(async () => {
      dead = await messageId('appointment-confirmed');
      await fail(dead, 'timeout');
    });

    it('are counted above the list, and listed with the failure and its time', async () => {
      const $ = load((await manager.get('/staff/messages')).text);
      expect($('main .notice--warning').text()).to.include('1 条消息没有发出去');
      const list = load((await manager.get('/staff/messages').query({ state: 'failed' })).text);
      expect(list('h1').text()).to.equal('没发出去的消息');
      expect(rowsOf(list)[0]).to.include('发送失败').and.to.include('对方没有按时应答');
    });

    it('are tried again one by one, and the worker sends them', async () => {
      const { status, headers } = await postForm(manager, `${pathOf(dead)}/retry`);
      expect(status).to.equal(303);
      expect((await manager.get(String(headers['location']))).text).to.include('已重新排队');
      expect(await stateOf(dead)).to.include({ state: 'queued', attempts: 0 });
      await bureau.services.notifications.sender.send(dead);
      expect(await stateOf(dead)).to.include({ state: 'sent' });
      const [entry] = await bureau.services.models.auditEntries.find({ action: 'message.retried' }).lean();
      expect(entry).to.include({ subject: `message:${dead}`, hall: 'futian' });

      const late = await postForm(manager, `${pathOf(dead)}/retry`);
      expect(late.status).to.equal(409);
      expect(late.text).to.include('这条消息的状态已经变了');
      expect(await stateOf(dead)).to.include({ state: 'sent' });
    });

    it('go to one of several who try the same at once', async () => {
      const second = await signedIn(bureau, 'hall-manager');
      const retries = () => bureau.services.models.auditEntries.countDocuments({ action: 'message.retried' });
      const before = await retries();
      const answers = await Promise.all(
        [manager, second, administrator].map((agent) => postForm(agent, `${pathOf(dead)}/retry`)),
      );
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 409, 409]);
      expect(await retries()).to.equal(before + 1);
    });

    it('are given up with a reason, once', async () => {
      const empty = await postForm(manager, `${pathOf(dead)}/give-up`, { reason: '' });
      expect(empty.status).to.equal(422);
      expect(load(empty.text)('.error-summary').length).to.equal(1);
      expect((await postForm(manager, `${pathOf(dead)}/give-up`, { reason: '已电话告知' })).status).to.equal(303);
      expect(await stateOf(dead)).to.include({ state: 'cancelled', reason: 'given-up' });
      const [entry] = await bureau.services.models.auditEntries.find({ action: 'message.given-up' }).lean();
      expect(entry).to.include({ subject: `message:${dead}`, reason: '已电话告知' });
      expect((await postForm(manager, `${pathOf(dead)}/retry`)).status).to.equal(409);
      expect((await manager.get(pathOf(dead))).text).to.include('工作人员放弃');
    });

    it('are tried again all together after their number was shown, and what fails later is left', async () => {
      const { messages } = bureau.services.models;
      const template = await messages.findOne({ _id: dead }).lean();
      const copy = (_id: string, more: object) => ({ ...template, _id, outgoingId: `o-${_id}`, ...more });
      await messages.insertMany([
        copy('bulk:1', {}),
        copy('bulk:2', { failure: { code: 'refused', at: bureau.clock.now() } }),
        copy('bulk:3', { hall: 'nanshan' }),
        copy('bulk:4', { state: 'sent' }),
      ]);
      const address = '/staff/messages/retry?code=timeout&hall=nanshan';
      const $ = load((await manager.get(address)).text);
      expect($('main .lead').text()).to.include('2 条');
      const fields = Object.fromEntries(
        $('main form input')
          .toArray()
          .map((input) => [$(input).attr('name') ?? '', $(input).attr('value') ?? '']),
      );
      bureau.advance(60_000);
      await messages.create(copy('bulk:5', { at: bureau.clock.now() }));
      const answer = await postForm(manager, '/staff/messages/retry', fields);
      expect(answer.headers['location']).to.equal('/staff/messages?retried=2');
      const states = await messages
        .find({ _id: /^bulk:/ }, { state: 1 })
        .sort({ _id: 1 })
        .lean();
      expect(states.map(({ state }) => state)).to.deep.equal(['queued', 'failed', 'failed', 'sent', 'failed']);
      const [entry] = await bureau.services.models.auditEntries.find({ action: 'messages.retried' }).lean();
      expect(entry?.details).to.include({ count: 2 });

      const all = load((await administrator.get('/staff/messages/retry')).text);
      expect(all('main .lead').text()).to.include('3 条');
      await messages.deleteMany({ _id: /^bulk:/ });
    });

    it('carry what staff did, from which the worker heals an audit that a crash lost', async () => {
      const { auditEntries } = bureau.services.models;
      await postForm(manager, `${pathOf(dead)}/retry`);
      const page = load((await manager.get(pathOf(dead))).text);
      expect(page('main').text()).to.match(/再发一次.*员工\d+/s);

      const [entry] = await auditEntries.find({ action: 'message.retried' }).sort({ _id: -1 }).lean();
      const { retries, lost } = await lose(entry?.key ?? '');
      expect(await retries()).to.equal(lost);
      await bureau.services.messageAudit.append(new Date(bureau.clock.now().getTime() + 60_000));
      const [healed] = await auditEntries.find({ action: 'message.retried' }).sort({ _id: -1 }).lean();
      expect(healed).to.include({ subject: `message:${dead}`, hall: 'futian', actor: entry?.actor });
      expect(await retries()).to.equal(lost + 1);
      expect(await bureau.services.messageAudit.append(new Date(bureau.clock.now().getTime() + 60_000))).to.equal(0);
    });

    it('of another hall stay untouched by whoever works here', async () => {
      const elsewhere = await signedIn(bureau, 'hall-manager', { hall: 'nanshan' });
      for (const action of ['retry', 'give-up'])
        expect((await postForm(elsewhere, `${pathOf(dead)}/${action}`, { reason: '试一试' })).status).to.equal(404);
      const until = bureau.clock.now().toISOString();
      const bulk = await postForm(elsewhere, '/staff/messages/retry', { hall: 'futian', until });
      expect(bulk.headers['location']).to.equal('/staff/messages?retried=0');
      expect(await stateOf(dead)).to.include({ state: 'failed' });
    });

    it('are for the auditor to look at, not to touch', async () => {
      const auditor = await signedIn(bureau, 'security-auditor');
      expect(load((await auditor.get(pathOf(dead))).text)('main form').length).to.equal(0);
      expect((await postForm(auditor, `${pathOf(dead)}/retry`)).status).to.equal(403);
    });
  });

  /** What a crash leaves: the message was handled under a key that the chain does not know. */
  async function lose(key: string) {
    const { auditEntries, messages } = bureau.services.models;
    const retries = () => auditEntries.countDocuments({ action: 'message.retried' });
    const lost = await retries();
    await messages.updateOne({ 'handled.key': key }, { $set: { 'handled.$.key': 'message-handled:lost' } });
    return { retries, lost };
  }

  async function messageId(kind: string): Promise<string> {
    const found = await bureau.services.models.messages.findOne({ kind }).lean();
    if (!found) throw new Error(`there is no message ${kind}`);
    return found._id;
  }

  async function fail(_id: string, code: string): Promise<void> {
    const at = bureau.clock.now();
    const change = {
      $set: { state: 'failed' as const, at, attempts: 8, failure: { code, at } },
      $unset: { reason: 1 as const },
    };
    await bureau.services.models.messages.updateOne({ _id }, change);
  }

  async function stateOf(_id: string) {
    return bureau.services.models.messages.findOne({ _id }, { state: 1, attempts: 1, reason: 1 }).lean();
  }

  function pathOf(id: string): string {
    return `/staff/messages/${encodeURIComponent(id)}`;
  }

  function rowsOf($: ReturnType<typeof load>): string[] {
    return $('main tbody tr')
      .toArray()
      .map((row) => $(row).text());
  }
});
