import { expect } from 'chai';
import { verifyDivorceApplications } from '../../../src/features/divorce/index.js';
import { useBureau } from '../../support/bureau.js';
import { ACCEPTED_AT, acceptCouple, divorceHall, REGISTRAR } from './support/applications.js';
import { noticeOf2027 } from './support/notice.js';

describe('what the calendar does to divorce applications', () => {
  const bureau = useBureau({ halls: [divorceHall()], at: ACCEPTED_AT });
  const upkeep = () => bureau.services.divorce.upkeep;
  const now = () => bureau.clock.now();
  let seed = 500;

  beforeEach(() => {
    bureau.setTime(ACCEPTED_AT);
    seed += 1;
  });

  it('lets them lapse after the last day of the window, once', async () => {
    const { id, couple } = await acceptCouple(bureau, seed);
    bureau.setTime('2026-10-19T23:59:00+08:00');
    await upkeep().lapse(now());
    expect(await stateOf(id)).to.equal('accepted');
    bureau.setTime('2026-10-20T00:00:00+08:00');
    expect(await upkeep().lapse(now())).to.be.at.least(1);
    expect(await upkeep().lapse(now())).to.equal(0);
    expect(await stateOf(id)).to.equal('lapsed');
    const [told] = await bureau.services.notifications.messages.latest({ phone: couple[0].phone });
    expect(told?.kind).to.equal('divorce-ended');
  });

  it('shows the desk a window that closes within a week without an appointment', async () => {
    const { id } = await acceptCouple(bureau, seed);
    bureau.setTime('2026-10-12T10:00:00+08:00');
    expect(await upkeep().closingAt('futian', '2026-10-11')).to.deep.equal([]);
    const closing = await upkeep().closingAt('futian', '2026-10-12');
    expect(closing.map(({ _id }) => _id)).to.deep.equal([id]);
    await bureau.services.divorce.cases.issue({ id, serial: `L440304-2026-${seed}900`, actor: REGISTRAR, now: now() });
    expect(await upkeep().closingAt('futian', '2026-10-12')).to.deep.equal([]);
  });

  it('computes provisional dates again when the year is imported, with an audit entry and a message to each', async () => {
    bureau.setTime('2026-11-16T10:00:00+08:00');
    const { id, record, couple } = await acceptCouple(bureau, seed);
    expect([record.isProvisional, record.calendarVersion]).to.deep.equal([true, '2026:0 2027:-']);
    expect(record.dates).to.include({ coolEnd: '2026-12-16', issueEnd: '2027-01-15' });

    const imported = { notice: noticeOf2027(), revision: 0, actor: 'script:test', now: now() };
    await bureau.services.holidayImports.import(imported);
    const after = await bureau.services.models.divorceApplications.findById(id).lean();
    expect([after?.isProvisional, after?.calendarVersion]).to.deep.equal([false, '2026:0 2027:1']);
    expect(after?.dates).to.include({ coolEnd: '2026-12-16', issueEnd: '2027-01-18' });
    expect(after?.history.at(-1)).to.include({ from: '2026-12-16 / 2027-01-15', to: '2026-12-16 / 2027-01-18' });
    for (const { phone } of couple) {
      const [told] = await bureau.services.notifications.messages.latest({ phone });
      expect(told?.kind).to.equal('divorce-dates-changed');
      expect(told?.body).to.include('2027年1月18日').and.not.include('离婚');
    }
    await bureau.services.audit.drain();
    const found = await bureau.services.models.auditEntries.countDocuments({ action: 'divorce.dates-recomputed' });
    expect(found).to.equal(1);
    expect(await upkeep().recompute(now())).to.equal(0);
  });

  it('makes up what a crash lost after the change: the message, then the audit entry', async () => {
    const { id, couple } = await acceptCouple(bureau, seed);
    await bureau.services.audit.drain();
    await bureau.services.models.messages.deleteMany({ subject: id });
    await bureau.services.models.auditEntries.updateOne({ key: `divorce:${id}:0` }, { $set: { key: 'lost' } });
    bureau.advance(60_000);
    expect(await bureau.services.divorce.consequences.heal(now())).to.equal(1);
    await bureau.services.audit.drain();
    expect(await bureau.services.notifications.messages.latest({ phone: couple[0].phone })).to.have.length(1);
    expect(await bureau.services.divorce.consequences.heal(now())).to.equal(0);
  });

  it('leaves nothing that npm run verify would name, and is named where somebody changed the store', async () => {
    const { models, halls } = bureau.services;
    const { id } = await acceptCouple(bureau, seed);
    await bureau.services.audit.drain();
    bureau.advance(120_000);
    const verify = () => verifyDivorceApplications({ ...models, halls }, now());
    expect((await verify()).violations.filter(({ subject }) => subject === `divorce:${id}`)).to.deep.equal([]);
    const early = { action: 'issued', at: now(), actor: 'staff:x' };
    await models.divorceApplications.updateOne({ _id: id }, { $set: { state: 'issued' }, $push: { history: early } });
    const found = (await verify()).violations.filter(({ subject }) => subject === `divorce:${id}`);
    expect(found.map(({ invariant }) => invariant)).to.have.members([
      'divorce-outside-its-dates',
      'divorce-open-keys',
      'divorce-audit-missing',
    ]);
    await models.divorceApplications.deleteOne({ _id: id });
  });

  async function stateOf(id: string) {
    return (await bureau.services.models.divorceApplications.findById(id).lean())?.state;
  }
});
