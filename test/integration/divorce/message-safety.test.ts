import { expect } from 'chai';
import { load } from 'cheerio';
import { useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';
import { postForm, signedIn, type StaffAgent } from '../../support/staff.js';
import { visit } from '../manage/support/visitor.js';
import { enter } from '../privacy/support/person.js';
import { ACCEPTED_AT, acceptCouple, divorceHall, outcomeOf, REGISTRAR } from './support/applications.js';
import { messagesAbout, workAt } from './support/telling.js';

const HOME = '/staff/divorce';
const REASON = '本人说手机被看着';

describe('a party whom a message could harm', function () {
  this.timeout(30_000);
  const bureau = useBureau({
    halls: [divorceHall(), divorceHall({ id: 'luohu' })],
    at: ACCEPTED_AT,
    env: { RATE_PHONE_CODES: '100/1h', RATE_PHONE_LOOKUPS: '100/1h' },
  });
  const safety = () => bureau.services.divorce.messageSafety;
  const now = () => bureau.clock.now();
  let registrar: StaffAgent;
  let seed = 11_000;

  beforeEach(async () => {
    bureau.setTime(ACCEPTED_AT);
    registrar = await signedIn(bureau, 'registrar');
    seed += 1;
  });

  it('is sent nothing from the acceptance to the end, while the other gets everything', async () => {
    const { id, couple } = await acceptCouple(bureau, seed, { unsafe: [1] });
    await workAt(bureau, '2026-08-19T10:05:00+08:00');
    for (const day of ['2026-09-15', '2026-09-20', '2026-10-12', '2026-10-18'])
      await workAt(bureau, `${day}T10:00:00+08:00`);
    bureau.setTime('2026-10-20T08:00:00+08:00');
    await bureau.services.divorce.upkeep.lapse(now());
    await workAt(bureau, '2026-10-20T08:05:00+08:00');
    const kinds = ['accepted', 'cooling-ending', 'window-open', 'window-closing', 'window-last-call', 'ended'];
    expect(await messagesAbout(bureau, id)).to.deep.equal(
      kinds.flatMap((kind) => [`divorce-${kind} party-0 sent`, `divorce-${kind} party-1 suppressed unsafe`]),
    );
    const { messages } = bureau.services.notifications;
    expect(await messages.sentTo(couple[0].phone)).to.have.length(6);
    expect(await messages.sentTo(couple[1].phone)).to.have.length(0);
  });

  it('is marked and unmarked later, which what waits follows', async () => {
    const { id } = await acceptCouple(bureau, seed);
    await set(id, true);
    await workAt(bureau, '2026-09-15T10:00:00+08:00');
    await set(id, false);
    await workAt(bureau, '2026-09-20T08:30:00+08:00');
    const reminders = (await messagesAbout(bureau, id)).filter((each) => /cooling|open/.test(each));
    expect(reminders).to.deep.equal([
      'divorce-cooling-ending party-0 suppressed unsafe',
      'divorce-cooling-ending party-1 sent',
      'divorce-window-open party-0 sent',
      'divorce-window-open party-1 sent',
    ]);
  });

  it('changes once for a second click, for one of two at the same time, and also once the application has ended', async () => {
    const { id } = await acceptCouple(bureau, seed);
    await set(id, true);
    expect((await set(id, true)).history.map(({ action }) => action)).to.deep.equal(['accepted', 'messages-stopped']);
    const outcomes = await Promise.all([outcomeOf(set(id, false)), outcomeOf(set(id, false))]);
    expect(outcomes).to.include('done');
    const { history } = await bureau.services.divorce.cases.open({ id, actor: REGISTRAR });
    expect(history.map(({ action }) => action)).to.deep.equal(['accepted', 'messages-stopped', 'messages-resumed']);
    await bureau.services.divorce.cases.withdraw({ id, party: 1, actor: REGISTRAR, now: now() });
    expect((await set(id, true)).history.at(-1)?.action).to.equal('messages-stopped');
    expect(await outcomeOf(set(id, true, { ...REGISTRAR, hall: 'luohu' }))).to.equal('divorce-unknown');
  });

  it('stands sealed in the record; history and audit say that, not who or why', async () => {
    const { id } = await acceptCouple(bureau, seed);
    const stored = async () => JSON.stringify(await bureau.services.models.divorceApplications.findById(id).lean());
    await set(id, true);
    await bureau.services.audit.drain();
    expect(await stored())
      .to.include('messages-stopped')
      .and.not.match(/isUnsafe|party-|手机/);
    const entry = await bureau.services.models.auditEntries
      .findOne({ subject: `divorce:${id}`, action: 'divorce.messages-stopped' })
      .lean();
    expect(entry).to.include({ actor: 'staff:r1', hall: 'futian', result: 'done' });
    expect(JSON.stringify(entry)).not.to.include(REASON);
  });

  describe('POST /staff/divorce/accept', () => {
    it('marks whom the registrar ticks, keeps the tick when something else is missing, and audits it', async () => {
      const fields = { ...walkIn(), 'second-unsafe': 'true', counselling: 'declined' };
      const refused = await postForm(registrar, `${HOME}/accept`, fields, { from: HOME });
      const $ = load(refused.text);
      expect([refused.status, $('#first-unsafe').is(':checked'), $('#second-unsafe').is(':checked')]).to.deep.equal([
        422,
        false,
        true,
      ]);
      const sent = await postForm(registrar, `${HOME}/accept`, { ...fields, present: 'true' }, { from: HOME });
      const id = String(sent.headers['location']).split('/').at(-1) ?? '';
      const record = await bureau.services.divorce.cases.open({ id, actor: REGISTRAR });
      const { parties } = bureau.services.divorce.cases.personalOf(record);
      expect(parties.map(({ isUnsafe }) => isUnsafe)).to.deep.equal([undefined, true]);
      await bureau.services.audit.drain();
      const actions = await bureau.services.models.auditEntries.distinct('action', { subject: `divorce:${id}` });
      expect(actions).to.have.members(['divorce.accepted', 'divorce.messages-stopped']);
    });
  });

  describe('POST /staff/divorce/:id/messages', () => {
    it('asks for whom, what and why, and does it', async () => {
      const { id } = await acceptCouple(bureau, seed);
      const path = `${HOME}/${id}/messages`;
      const empty = await postForm(registrar, path, {}, { from: HOME });
      const links = load(empty.text)('.error-summary a').toArray();
      expect(links.map(({ attribs }) => attribs['href'])).to.deep.equal([
        '#messagesTo',
        '#messages',
        '#messagesReason',
      ]);
      const wish = { messagesTo: '1', messages: 'stop', messagesReason: REASON };
      expect((await postForm(registrar, path, wish, { from: HOME })).status).to.equal(303);
      const page = load((await registrar.get(`${HOME}/${id}`).set('Accept', 'text/html')).text);
      const hints = page('.choice__hint')
        .toArray()
        .map((hint) => page(hint).text());
      expect(hints).to.deep.equal(['现在照常发', '现在不发']);
      expect(page('main').text()).to.include('停发短信').and.not.include(REASON);
    });

    it('is not offered to a receptionist', async () => {
      const { id } = await acceptCouple(bureau, seed);
      const receptionist = await signedIn(bureau, 'receptionist');
      const page = await receptionist.get(`${HOME}/${id}`).set('Accept', 'text/html');
      expect(load(page.text)('form[action$="/messages"]').length).to.equal(0);
    });
  });

  it('is told of to neither: the pages, the paper and the data of both are those of any couple', async () => {
    const { id, couple, receiptNumber } = await acceptCouple(bureau, seed);
    const before = await ownPage(receiptNumber, couple[0].phone);
    await set(id, true);
    for (const { phone, document } of couple) {
      const own = await ownPage(receiptNumber, phone);
      expect(own.text).to.equal(before.text);
      expect(own.paper.equals(before.paper)).to.equal(true);
      const me = await enter(bureau, { phone, number: document.number });
      const data = await me.open('/privacy/me');
      const copy = await me.open('/privacy/me/export.json');
      expect(copy.response.text).to.include(receiptNumber);
      for (const text of [data.$.html(), copy.response.text])
        expect(text).not.to.match(/unsafe|safety|安全考虑|停发|不发|messages-stopped/i);
    }
  });

  function set(id: string, isUnsafe: boolean, actor = REGISTRAR) {
    return safety().set({ id, party: 0, isUnsafe, reason: REASON, actor, now: now() });
  }

  async function ownPage(receipt: string, phone: string): Promise<{ text: string; paper: Buffer }> {
    bureau.advance(60_000);
    const visitor = visit(bureau);
    await visitor.submit('/receipt', { receipt, phone });
    const [message] = await bureau.services.notifications.messages.latest({ phone, limit: 1 });
    await visitor.submit('/receipt/code', { code: message?.code ?? '' });
    const { $ } = await visitor.open('/receipt/own');
    const { response } = await visitor.open('/receipt/own/receipt.pdf');
    expect(Buffer.isBuffer(response.body)).to.equal(true);
    return { text: $('main').text(), paper: response.body as Buffer };
  }

  function walkIn(): Record<string, string> {
    const [first, second] = generateCouple({ seed });
    return Object.fromEntries(
      Object.entries({ first, second }).flatMap(([seat, { name, document, phone }]) => [
        [`${seat}-name`, name],
        [`${seat}-document`, document.type],
        [`${seat}-number`, document.number],
        [`${seat}-phone`, phone],
      ]),
    );
  }
});
