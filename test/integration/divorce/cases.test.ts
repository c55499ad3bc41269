import { expect } from 'chai';
import { type Bureau, useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';
import { ACCEPTED_AT, acceptCouple, divorceHall, IN_WINDOW, outcomeOf, REGISTRAR } from './support/applications.js';

describe('a divorce application', () => {
  const bureau = useBureau({ halls: [divorceHall(), divorceHall({ id: 'luohu' })], at: ACCEPTED_AT });
  const now = () => bureau.clock.now();
  const cases = () => bureau.services.divorce.cases;
  let seed = 100;

  beforeEach(() => {
    bureau.setTime(ACCEPTED_AT);
    seed += 1;
  });

  it('has the dates of the law and tells each party on its own phone, saying nothing of divorce', async () => {
    const { record, couple, receiptNumber } = await acceptCouple(bureau, seed);
    expect(record.dates).to.deep.equal({
      coolEnd: '2026-09-18',
      issueStart: '2026-09-19',
      firstOfficeDay: '2026-09-20',
      issueEnd: '2026-10-19',
    });
    expect([record.isProvisional, record.calendarVersion]).to.deep.equal([false, '2026:0']);
    for (const { phone } of couple) {
      const told = await bureau.services.notifications.messages.latest({ phone });
      expect(told).to.have.length(1);
      expect(told[0]?.body)
        .to.include(receiptNumber.slice(-4))
        .and.not.match(/离婚|divorce/i);
      expect(told[0]?.body).not.to.include(receiptNumber);
    }
  });

  it('keeps names, numbers and phones sealed', async () => {
    const { couple, receiptNumber } = await acceptCouple(bureau, seed);
    const stored = JSON.stringify(await bureau.services.models.divorceApplications.find().lean());
    for (const { name, phone, document } of couple) {
      for (const secret of [name, phone, document.number, receiptNumber]) expect(stored).not.to.include(secret);
    }
  });

  it('is one for a second click, and one for a couple', async () => {
    const couple = generateCouple({ seed });
    const [first, second] = await Promise.all([
      acceptCouple(bureau, seed, { couple }),
      acceptCouple(bureau, seed, { couple }),
    ]);
    expect(second.id).to.equal(first.id);
    const [, other] = generateCouple({ seed: seed + 5000 });
    expect(await outcomeOf(acceptCouple(bureau, seed, { couple: [couple[0], other] }))).to.equal(
      'divorce-already-open',
    );
    bureau.setTime('2026-08-20T10:00:00+08:00');
    expect(await outcomeOf(acceptCouple(bureau, seed, { couple }))).to.equal('divorce-already-open');
  });

  it('can be made again once it is withdrawn', async () => {
    const { id, couple } = await acceptCouple(bureau, seed);
    await cases().withdraw({ id, party: 1, actor: REGISTRAR, now: now() });
    expect(await outcomeOf(acceptCouple(bureau, seed, { couple }))).to.equal('done');
  });

  it('is withdrawn by one party until close of business on the last day, and both learn only that it ended', async () => {
    const { id, couple } = await acceptCouple(bureau, seed);
    const late = await acceptCouple(bureau, seed + 1000);
    bureau.setTime('2026-09-18T16:59:00+08:00');
    const withdrawn = await cases().withdraw({ id, party: 0, actor: REGISTRAR, now: now() });
    expect([withdrawn.state, withdrawn.withdrawnBy, withdrawn.openKeys]).to.deep.equal(['withdrawn', 0, undefined]);
    for (const { phone } of couple) {
      const [told] = await bureau.services.notifications.messages.latest({ phone });
      expect(told?.kind).to.equal('divorce-ended');
      expect(told?.body).not.to.match(/撤回|男方|女方/);
    }
    bureau.setTime('2026-09-18T17:00:00+08:00');
    expect(await outcomeOf(withdraw(bureau, late.id))).to.equal('divorce-cooling-over');
    bureau.setTime(IN_WINDOW);
    expect(await outcomeOf(withdraw(bureau, late.id))).to.equal('divorce-cooling-over');
  });

  it('is issued inside its window only, each certificate number once', async () => {
    const { id } = await acceptCouple(bureau, seed);
    const twin = await acceptCouple(bureau, seed + 2000);
    const serial = 'L440304-2026-000001';
    const issue = (each: string) => outcomeOf(cases().issue({ id: each, serial, actor: REGISTRAR, now: now() }));
    for (const [at, outcome] of [
      ['2026-09-18T23:59:00+08:00', 'divorce-cooling'],
      ['2026-10-20T00:00:00+08:00', 'divorce-window-over'],
      ['2026-09-19T00:00:00+08:00', 'done'],
    ] as const) {
      bureau.setTime(at);
      expect(await issue(id), at).to.equal(outcome);
    }
    expect(await issue(id)).to.equal('done');
    expect(await issue(twin.id)).to.equal('certificate-taken');
    expect((await cases().open({ id: twin.id, actor: REGISTRAR })).state).to.equal('accepted');
  });

  it('is refused with a legal reason, for good', async () => {
    const { id } = await acceptCouple(bureau, seed);
    bureau.setTime(IN_WINDOW);
    const refused = await cases().refuse({ id, reason: 'not-voluntary', actor: REGISTRAR, now: now() });
    expect([refused.state, refused.refusal?.reason]).to.deep.equal(['refused', 'not-voluntary']);
    const serial = 'L440304-2026-000077';
    expect(await outcomeOf(cases().issue({ id, serial, actor: REGISTRAR, now: now() }))).to.equal('divorce-not-open');
  });

  it('does not exist at another hall', async () => {
    const { id } = await acceptCouple(bureau, seed);
    const elsewhere = { ...REGISTRAR, hall: 'luohu' };
    expect(await outcomeOf(cases().open({ id, actor: elsewhere }))).to.equal('divorce-unknown');
    expect(await outcomeOf(cases().withdraw({ id, party: 0, actor: elsewhere, now: now() }))).to.equal(
      'divorce-unknown',
    );
  });

  it('stands in the audit chain, line by line', async () => {
    const { id } = await acceptCouple(bureau, seed);
    await withdraw(bureau, id);
    await bureau.services.audit.drain();
    const entries = await bureau.services.models.auditEntries
      .find({ subject: `divorce:${id}` })
      .sort({ _id: 1 })
      .lean();
    expect(entries.map(({ action, actor }) => `${action} ${actor}`)).to.deep.equal([
      'divorce.accepted staff:r1',
      'divorce.withdrawn staff:r1',
    ]);
  });
});

function withdraw(bureau: Bureau, id: string) {
  return bureau.services.divorce.cases.withdraw({ id, party: 0, actor: REGISTRAR, now: bureau.clock.now() });
}
