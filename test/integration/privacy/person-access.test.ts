import { load } from 'cheerio';
import { expect } from 'chai';
import type { Look } from '../../../src/features/privacy/index.js';
import { useBureau } from '../../support/bureau.js';
import { postForm, signIn, signedIn } from '../../support/staff.js';
import { enter, personOf } from './support/person.js';

const DAY_MS = 86_400_000;

describe('reading a person’s record', () => {
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '100/1h', RATE_PHONE_LOOKUPS: '100/1h' } });
  const { phone, number } = personOf(1);
  let path = '';

  before(async () => {
    await bureau.bookCouple(1);
    const person = await enter(bureau, { phone, number });
    await person.submit('/privacy/me/request', { kind: 'other', hall: 'futian', text: '请回电' });
    path = `/staff/privacy/${(await bureau.services.models.privacyRequests.findOne().lean())!._id}/person`;
  });

  it('asks the reason first, shows nothing without one, and asks once per case', async () => {
    const manager = await signedIn(bureau, 'hall-manager');
    const asked = await manager.get(path);
    expect(asked.text).not.to.include(phone);
    const silent = await postForm(manager, path, { reason: ' ' });
    expect(silent.status).to.equal(422);
    expect(load(silent.text)('.error-summary a').attr('href')).to.equal('#reason');
    expect((await manager.get(path)).text).not.to.include(phone);

    const given = await postForm(manager, path, { reason: '当事人来电更正' });
    expect([given.status, given.headers['location']]).to.deep.equal([303, path]);
    expect((await manager.get(path)).text).to.include(phone);
    expect((await manager.get(path)).text).to.include(phone);
    await bureau.services.audit.drain();
    const entries = await bureau.services.models.auditEntries.find({ action: 'person.read' }).lean();
    expect(entries).to.have.length(3);
    for (const entry of entries) {
      expect(entry).to.include({ hall: 'futian', reason: '当事人来电更正', result: 'done' });
      expect(entry.actor).to.match(/^staff:/);
      expect(entry.subject).to.match(/^privacy-request:PR-/);
    }
  });

  it('asks again in another session, on another day and for another person', async () => {
    const { id } = await signIn(bureau, 'hall-manager');
    const look: Look = {
      actor: { id, name: '员工', hall: 'futian' },
      session: 'one',
      subject: 'appointment:XY-0000-0001',
      people: ['p1', 'p2'],
      names: [],
      what: 'test',
    };
    const { access } = bureau.services.privacy;
    const now = bureau.clock.now();
    await access.openWithReason(look, '核对证件', now);
    expect(await access.open({ ...look, people: ['p2', 'p1'] }, now)).to.equal(true);
    expect(await access.open({ ...look, session: 'two' }, now)).to.equal(false);
    expect(await access.open({ ...look, people: ['p3'] }, now)).to.equal(false);
    expect(await access.open(look, new Date(now.getTime() + DAY_MS))).to.equal(false);
  });

  it('is told to the person, without who it was', async () => {
    const visitor = await enter(bureau, { phone, number });
    const text = (await visitor.open('/privacy/me')).$('main').text();
    expect(text)
      .to.include('当事人来电更正')
      .and.not.to.match(/员工\d/);
  });

  it('is flagged for the auditor when it stands out, once', async () => {
    const { privacy } = bureau.services;
    const now = new Date('2026-11-08T15:30:00Z');
    const look = (index: number): Look => ({
      actor: { id: 'f'.repeat(24), name: '赵六', hall: 'futian' },
      session: 'night',
      subject: `appointment:XY-0000-${1000 + index}`,
      people: [`p${index}`],
      names: index === 0 ? ['赵六'] : [],
      what: 'test',
    });
    for (let index = 0; index < 31; index += 1) await privacy.access.openWithReason(look(index), '随便看看', now);
    await privacy.flags.raise(now);
    const first = await privacy.flags.latest();
    await privacy.flags.raise(now);
    const kinds = (await privacy.flags.latest())
      .filter(({ staffName }) => staffName === '赵六')
      .map(({ kind }) => kind);
    expect(await privacy.flags.latest()).to.have.length(first.length);
    expect(kinds.sort()).to.deep.equal(['many-records', 'odd-hours', 'own-name']);

    const auditor = await signedIn(bureau, 'security-auditor');
    const page = await auditor.get('/staff/audit/anomalies');
    expect(load(page.text)('main').text())
      .to.include('赵六')
      .and.to.include('一小时内 31 份记录')
      .and.to.include('与本人同名');
    const manager = await signedIn(bureau, 'hall-manager');
    expect((await manager.get('/staff/audit/anomalies')).status).to.equal(403);
  });
});
