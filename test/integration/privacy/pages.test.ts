import { load } from 'cheerio';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { signedIn } from '../../support/staff.js';

const DAY_MS = 86_400_000;

describe('GET /staff/audit/retention', () => {
  const bureau = useBureau();

  it('shows what is due before the first purge and what the last one did', async () => {
    await bureau.bookCouple(1);
    await bureau.services.audit.drain();
    bureau.advance(200 * DAY_MS);
    const auditor = await signedIn(bureau, 'security-auditor');
    const before = load((await auditor.get('/staff/audit/retention')).text);
    expect(before('main').text()).to.include('还没有执行过');
    expect(rowOf(before, '发出的消息')).to.include('5');

    await bureau.services.privacy.retention.run({ now: bureau.clock.now(), by: 'system', commit: true });
    await bureau.services.keyRotation.run(bureau.clock.now(), { budgetMs: 10_000 });
    const after = load((await auditor.get('/staff/audit/retention')).text);
    expect(after('main').text()).to.include('由 系统 执行');
    expect(rowOf(after, '发出的消息')).to.deep.equal(['删除', '2026年11月22日 星期日', '5', '0', '–']);
    expect(rowOf(after, '预约（personal）').slice(1)).to.deep.equal(['完成', '0', '0']);
  });

  it('purges nothing by being looked at', async () => {
    bureau.advance(600 * DAY_MS);
    const auditor = await signedIn(bureau, 'security-auditor');
    const page = load((await auditor.get('/staff/audit/retention')).text);
    expect(rowOf(page, '预约')[3]).to.equal('1');
    expect(await bureau.services.models.appointments.countDocuments({ personal: { $exists: true } })).to.equal(1);
  });

  it('is in words in English, and for the auditor only', async () => {
    const auditor = await signedIn(bureau, 'security-auditor');
    const page = await auditor.get('/staff/audit/retention').set('Accept-Language', 'en');
    const named = load(page.text)('tbody th[scope=row]')
      .toArray()
      .map((cell) => load(cell).text());
    expect(named).to.include.members(['Appointments', 'Audit entries', 'Messages sent']);
    expect(named.filter((name) => /^[a-z]/.test(name))).to.deep.equal([]);
    expect(load(page.text)('h1').text()).to.equal('Retention and keys');
    for (const role of ['hall-manager', 'system-administrator'] as const) {
      const agent = await signedIn(bureau, role);
      expect((await agent.get('/staff/audit/retention')).status, role).to.equal(403);
    }
  });

  function rowOf($: ReturnType<typeof load>, name: string): string[] {
    const row = $('main tbody tr').filter((_, each) => $(each).find('th').text() === name);
    return row
      .find('td')
      .toArray()
      .map((cell) => $(cell).text());
  }
});
