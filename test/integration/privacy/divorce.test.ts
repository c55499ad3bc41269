import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { ACCEPTED_AT, acceptCouple, divorceHall, REGISTRAR } from '../divorce/support/applications.js';
import { enter } from './support/person.js';

const DAY_MS = 86_400_000;

describe('a divorce application among a person’s data', () => {
  const bureau = useBureau({
    halls: [divorceHall()],
    at: ACCEPTED_AT,
    env: { RATE_PHONE_CODES: '100/1h', RATE_PHONE_LOOKUPS: '100/1h' },
  });

  it('opens to each party with their own phone, the other masked, and may not be erased while it is open', async () => {
    const { couple, receiptNumber } = await acceptCouple(bureau, 1);
    const [first, second] = couple;
    for (const [me, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const visitor = await enter(bureau, { phone: me.phone, number: me.document.number });
      const text = (await visitor.open('/privacy/me')).$('main').text();
      expect(text).to.include(receiptNumber).and.to.include(me.name).and.to.include('申请还在办理');
      expect(text).not.to.include(other.name).and.not.to.include(other.document.number).and.not.to.include(other.phone);
    }
  });

  it('does not open to one party who names the other’s document', async () => {
    const { couple } = await acceptCouple(bureau, 2);
    const visitor = await enter(bureau, { phone: couple[0].phone, number: couple[1].document.number });
    expect((await visitor.open('/privacy/me')).$('main').text()).not.to.include('受理回执');
  });

  it('loses its people two years after it ended and keeps what is counted', async () => {
    const { id, couple } = await acceptCouple(bureau, 3);
    const { cases } = bureau.services.divorce;
    await cases.withdraw({ id, party: 0, actor: REGISTRAR, now: bureau.clock.now() });
    bureau.advance(800 * DAY_MS);
    const { privacy, models } = bureau.services;
    const run = () => privacy.retention.run({ now: bureau.clock.now(), by: 'test', commit: true });
    const countOf = async () => (await run()).find(({ name }) => name === 'divorceApplications')?.count;

    expect(await countOf()).to.equal(1);
    expect(await countOf()).to.equal(0);
    const stored = await models.divorceApplications.findById(id).lean();
    expect(stored).to.include({ state: 'withdrawn', hall: 'futian', acceptedOn: '2026-08-19' });
    expect(stored).not.to.have.any.keys('personal', 'openKeys', 'certificateSerial');
    expect(stored?.partyKeys).to.deep.equal([]);
    expect(JSON.stringify(stored)).not.to.include(couple[0].name);
    expect(await models.divorceApplications.countDocuments({ personal: { $exists: true } })).to.equal(2);
  });
});
