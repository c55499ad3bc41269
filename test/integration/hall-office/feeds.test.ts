import { load } from 'cheerio';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { faultsInCalendar } from '../../support/rfc5545.js';
import { postForm, signIn, type SignedIn, signedIn } from '../../support/staff.js';

describe('the calendar feed of a member of staff', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  let manager: SignedIn;
  let first: string;

  before(async () => {
    await bureau.bookCouple(9600, { date: '2026-11-09', start: '09:00' });
    await bureau.services.hallOffice.changes.commit({
      hall: 'futian',
      change: {
        kind: 'closed',
        closure: { from: '2026-11-12', to: '2026-11-13', reason: { 'zh-CN': '搬迁，停办', en: 'Moving' } },
      },
      revision: 0,
      reason: '搬迁',
      moves: new Map(),
      actor: { id: 'm', name: '陈', hall: 'futian' },
      now: bureau.clock.now(),
    });
    manager = await signIn(bureau, 'hall-manager');
  });

  it('has no address until they make one, and GET makes none', async () => {
    expect(await address()).to.equal('');
    expect(await bureau.services.models.feeds.countDocuments()).to.equal(0);
  });

  it('shows hours with the number booked, closures, and nobody’s name', async () => {
    expect((await postForm(manager.agent, '/staff/hall/feeds')).status).to.equal(303);
    first = await address();
    const response = await bureau.http.get(first);
    expect(response.headers['content-type']).to.equal('text/calendar; charset=utf-8');
    expect(response.headers['cache-control']).to.contain('no-store');
    expect(faultsInCalendar(response.text)).to.deep.equal([]);
    const text = unfolded(response.text);
    expect(text)
      .to.match(/^BEGIN:VCALENDAR\r\n/)
      .and.to.match(/END:VCALENDAR\r\n$/);
    expect(text).to.contain('UID:futian-2026-11-09-0900@feed.xiyue.invalid');
    expect(text).to.match(/SUMMARY:开放 · 已约 1\/\d+/);
    expect(text).to.contain('09:00 已约 1/');
    expect(text).to.contain('DTSTART;VALUE=DATE:20261112\r\nDTEND;VALUE=DATE:20261114').and.to.contain('搬迁，停办');
    expect(text).not.to.contain('UID:futian-2026-11-12-');
    const record = await bureau.services.models.appointments.findOne().lean();
    expect(text).not.to.contain(record?.reference);
  });

  it('keeps no address in the store, only what recognises it', async () => {
    const token = first.split('/')[2] ?? '';
    const stored = JSON.stringify(await bureau.services.models.feeds.find().lean());
    expect(token).to.have.length.greaterThan(20);
    expect(stored).not.to.contain(token);
  });

  it('is the same whenever it is read: reading changes nothing', async () => {
    const before = await bureau.services.models.feeds.find().lean();
    await bureau.http.get(first).expect(200);
    expect(await bureau.services.models.feeds.find().lean()).to.deep.equal(before);
  });

  it('dies when it is renewed, and again when it is revoked', async () => {
    await postForm(manager.agent, '/staff/hall/feeds');
    const second = await address();
    expect(second).not.to.equal(first);
    await bureau.http.get(first).expect(404);
    await bureau.http.get(second).expect(200);
    await postForm(manager.agent, '/staff/hall/feeds/revoked');
    await bureau.http.get(second).expect(404);
    expect(await address()).to.equal('');
    await bureau.services.audit.drain();
    const actions = await bureau.services.models.auditEntries.find({ action: /^feed\./ }).lean();
    expect(actions.map(({ action }) => action)).to.deep.equal(['feed.renew', 'feed.renew', 'feed.revoke']);
  });

  it('ends with the work of its owner', async () => {
    const other = await signIn(bureau, 'hall-manager');
    await postForm(other.agent, '/staff/hall/feeds');
    const theirs = await address(other);
    await bureau.http.get(theirs).expect(200);
    await bureau.services.models.staffAccounts.updateOne({ _id: other.id }, { $set: { state: 'closed' } });
    await bureau.http.get(theirs).expect(404);
  });

  it('is there for whoever works at the hall, with a way to it from every page', async () => {
    for (const role of ['registrar', 'receptionist'] as const) {
      const one = await signIn(bureau, role);
      const page = load((await one.agent.get('/staff')).text);
      expect(page('a[href="/staff/hall/feeds"]').length, role).to.be.above(0);
      const own = load((await one.agent.get('/staff/hall/feeds')).text);
      expect(own('main').text()).to.include('各时段的预约数');
      expect(own('a[href="/staff/hall"]').length, 'a page they may not open').to.equal(0);
      await postForm(one.agent, '/staff/hall/feeds');
      const { text } = await bureau.http.get(await address(one)).expect(200);
      expect(unfolded(text)).to.contain('09:00 已约 1/');
    }
  });

  it('holds for a counsellor what is booked there, and for who organises ceremonies when the hall is open', async () => {
    await bureau.bookCouple(9601, { date: '2026-11-10', start: '09:00', business: 'counselling' });
    const counsellor = await signIn(bureau, 'counsellor');
    const organiser = await signIn(bureau, 'ceremony-organiser');
    const texts: string[] = [];
    for (const one of [counsellor, organiser]) {
      const page = load((await one.agent.get('/staff')).text);
      expect(page('a[href="/staff/hall/feeds"]').length).to.be.above(0);
      const own = load((await one.agent.get('/staff/hall/feeds')).text)('main').text();
      expect(own).to.include('登记处的开放时间和暂停办理').and.not.to.include('各时段的预约数');
      await postForm(one.agent, '/staff/hall/feeds');
      const { text } = await bureau.http.get(await address(one)).expect(200);
      expect(faultsInCalendar(text)).to.deep.equal([]);
      texts.push(unfolded(text));
    }
    const [counselled = '', organised = ''] = texts;
    for (const text of texts)
      expect(text)
        .to.contain('UID:futian-2026-11-09-0900@')
        .and.to.contain('搬迁，停办')
        .and.not.to.match(/\d+\/\d+/);
    expect(counselled).to.contain('UID:futian-2026-11-10-0900-counselling@feed.xiyue.invalid');
    expect(counselled).to.contain('SUMMARY:辅导 · 已约 1 场').and.to.contain('20261110T100000');
    expect(organised).not.to.contain('辅导');
    expect(counselled.match(/-counselling@/g), 'marriages are not theirs').to.have.length(1);
  });

  it('answers a made-up address as one that never was', async () => {
    for (const token of ['x', '%00', 'a'.repeat(500), '__proto__'])
      await bureau.http.get(`/feeds/${token}/hall.ics`).expect(404);
    const auditor = await signedIn(bureau, 'security-auditor');
    expect((await auditor.get('/staff/hall/feeds')).status).to.equal(403);
  });

  async function address({ agent } = manager): Promise<string> {
    const page = load((await agent.get('/staff/hall/feeds')).text);
    const shown = page('.feed-address').text();
    return shown && new URL(shown).pathname;
  }

  /** Lines of a calendar are folded at 75 bytes. */
  function unfolded(text: string): string {
    return text.replaceAll('\r\n ', '');
  }
});
