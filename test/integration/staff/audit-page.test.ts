import { expect } from 'chai';
import { load } from 'cheerio';
import { verifyAuditChain } from '../../../src/audit/index.js';
import { useBureau } from '../../support/bureau.js';
import { csrfOf, postForm, signedIn, signIn, type StaffAgent } from '../../support/staff.js';

describe('/staff/audit', () => {
  const bureau = useBureau();
  let auditor: StaffAgent;
  let reference: string;

  before('an auditor, and something to look at', async () => {
    auditor = await signedIn(bureau, 'security-auditor');
    reference = (await bureau.bookCouple(1)).reference;
    for (let seed = 2; seed < 5; seed += 1) await bureau.bookCouple(seed);
    await bureau.services.audit.drain();
  });

  it('finds by who, what, on whom, from where and when', async () => {
    const { username } = await signIn(bureau, 'registrar');
    await bureau.services.audit.drain();
    const actions = async (query: Record<string, string>) => (await rows(query)).map((cells) => cells[3]);
    expect(await actions({ who: username })).to.include('staff.sign-in');
    expect(await actions({ whom: reference.toLowerCase().replaceAll('-', ' ') })).to.deep.equal(['appointment.booked']);
    expect(new Set(await actions({ what: 'appointment.' }))).to.deep.equal(new Set(['appointment.booked']));
    expect(await actions({ result: 'refused' })).to.deep.equal([]);
    expect(await actions({ from: '2026-11-03' })).to.deep.equal([]);
    expect((await actions({ from: '2026-11-02', to: '2026-11-02' })).length).to.be.above(4);
    const address = (await rows({ who: username }))[0]?.[6];
    expect(address).to.match(/127\.0\.0\.1/);
  });

  it('turns pages back to the first entry', async () => {
    const events = Array.from({ length: 120 }, (_, at) => ({
      key: `filler:${at}`,
      at: bureau.clock.now(),
      actor: 'os:filler',
      action: 'filler',
      subject: 'nobody',
      result: 'done',
    }));
    await bureau.services.audit.append(events);
    let [page, seen] = ['/staff/audit?who=os%3Afiller', 0];
    for (let turns = 0; page !== '' && turns < 5; turns += 1) {
      const $ = load((await auditor.get(page)).text);
      seen += $('#entries tbody tr').length;
      page = $('.pagination a[rel=next]').attr('href') ?? '';
    }
    expect(seen).to.equal(120);
  });

  it('names a day that is none', async () => {
    const { status, text } = await auditor.get('/staff/audit?from=2026-02-30');
    expect(status).to.equal(422);
    expect(load(text)('#from-error').text()).to.include('真实存在的日期');
  });

  it('exports what was asked for, says in every row who took it, and records that', async () => {
    const refused = await postForm(auditor, '/staff/audit/export', { what: 'appointment.' });
    expect(refused.status).to.equal(422);
    const { status, text, headers } = await postForm(auditor, '/staff/audit/export', {
      what: 'appointment.',
      reason: '=年度检查',
    });
    expect(status).to.equal(200);
    expect(headers['content-disposition']).to.match(/^attachment; filename=audit-security-auditor-/);
    const lines = text.trim().split('\r\n');
    expect(lines).to.have.length(2 + 4);
    expect(lines.slice(2).every((line) => line.includes('security-auditor-') && line.includes('年度检查'))).to.equal(
      true,
    );
    const record = await bureau.services.models.auditEntries.findOne({ action: 'audit.export' }).lean();
    expect(record).to.include({ reason: '=年度检查', result: 'done' });
  });

  it('verifies the chain, and after one byte is changed in the store shows where', async () => {
    expect((await postForm(auditor, '/staff/audit/verify')).status).to.equal(303);
    expect(load((await auditor.get('/staff/audit')).text)('#chain .notice--success').text()).to.include('完整');
    const entries = bureau.services.models.auditEntries;
    const victim = await entries.findOne({ subject: `appointment:${reference}` }).lean();
    await entries.collection.updateOne({ _id: victim!._id as never }, { $set: { result: 'dont' } });
    await postForm(auditor, '/staff/audit/verify');
    const $ = load((await auditor.get('/staff/audit')).text);
    expect($('#chain .notice--error').text()).to.include(`第 ${victim!._id} 条`);
    const place = load((await auditor.get($('#chain .notice--error a').attr('href')!)).text);
    expect(place('.tag--error').closest('th').text()).to.include(String(victim!._id));
    await entries.collection.updateOne({ _id: victim!._id as never }, { $set: { result: 'done' } });
    expect((await verifyAuditChain(entries)).brokenAt).to.equal(null);
  });

  it('is not for whoever administers or does business', async () => {
    for (const role of ['system-administrator', 'hall-manager'] as const) {
      const agent = await signedIn(bureau, role);
      await agent.get('/staff/audit').expect(403);
      const _csrf = await csrfOf(agent);
      await agent.post('/staff/audit/export').type('form').send({ _csrf, reason: 'x' }).expect(403);
    }
  });

  async function rows(query: Record<string, string>): Promise<string[][]> {
    const $ = load((await auditor.get('/staff/audit').query(query).expect(200)).text);
    return $('#entries tbody tr')
      .toArray()
      .map((row) =>
        $(row)
          .children()
          .toArray()
          .map((cell) => $(cell).text().trim()),
      );
  }
});

describe('the chain', () => {
  const bureau = useBureau();

  it('holds entries without an address and with one together', async () => {
    const event = (key: string) => ({
      key,
      at: bureau.clock.now(),
      actor: 'os:test',
      action: 'test',
      subject: 'nothing',
      result: 'done',
    });
    await bureau.services.audit.append([event('old'), { ...event('new'), address: '10.0.0.7' }]);
    const { auditEntries } = bureau.services.models;
    expect((await verifyAuditChain(auditEntries)).brokenAt).to.equal(null);
    await auditEntries.updateOne({ key: 'new' }, { $set: { address: '10.0.0.8' } });
    expect((await verifyAuditChain(auditEntries)).brokenAt).to.equal(2);
    await auditEntries.updateOne({ key: 'new' }, { $unset: { address: 1 } });
    expect((await verifyAuditChain(auditEntries)).brokenAt).to.equal(2);
  });
});
