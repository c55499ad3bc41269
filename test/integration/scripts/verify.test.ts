import { expect } from 'chai';
import { verifyBookings } from '../../../src/features/appointments/index.js';
import { BOOKABLE_DAY, useBureau } from '../../support/bureau.js';
import { operatorOfBureau } from './support/operator.js';

const SLOT = `futian/${BOOKABLE_DAY}/09:00/marriage/online`;
const OLD = new Date('2026-11-01T00:00:00Z');

describe('npm run verify', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  const run = operatorOfBureau(bureau);
  let references: string[];

  before(async () => {
    references = [];
    for (const seed of [401, 402, 403]) references.push((await bureau.bookCouple(seed)).reference);
    await bureau.services.audit.drain();
    bureau.advance(90_000);
  });

  it('finds nothing wrong in a bureau at work', async () => {
    const { code, report } = await run('verify', '');
    expect(code).to.equal(0);
    expect(report['violations']).to.deep.equal([]);
    expect(report['checked']).to.deep.include({ claims: 3, appointments: 3, historyLines: 3 });
    expect((await run('audit-verify', '')).report).to.include({ brokenAt: null });
  });

  it('allows for a claim whose request is still under way', async () => {
    await push({ holder: 'in-flight', until: null, at: bureau.clock.now() });
    expect(await invariants()).to.deep.equal([]);
    await models().slots.updateOne({ _id: SLOT }, { $pull: { claims: { holder: 'in-flight' } } });
  });

  const planted: Record<string, { plant: () => Promise<unknown>; heal: () => Promise<unknown> }> = {
    'claim-without-appointment': {
      plant: () => push({ holder: 'nobody', until: null, at: OLD }),
      heal: () => models().slots.updateOne({ _id: SLOT }, { $pull: { claims: { holder: 'nobody' } } }),
    },
    'slot-over-capacity': {
      plant: () => models().slots.updateOne({ _id: SLOT }, { $set: { capacity: 2 } }),
      heal: () => models().slots.updateOne({ _id: SLOT }, { $set: { capacity: 8 } }),
    },
    'appointment-without-claim': {
      plant: async () => models().slots.updateOne({ _id: SLOT }, { $pull: { claims: { holder: await idOf(0) } } }),
      heal: async () => push({ holder: await idOf(0), until: null, at: OLD }),
    },
    'claim-twice': {
      plant: async () => push({ holder: await idOf(1), until: null, at: OLD }),
      heal: async () => {
        const holder = await idOf(1);
        await models().slots.updateOne({ _id: SLOT }, { $pull: { claims: { holder } } });
        await push({ holder, until: null, at: OLD });
      },
    },
    'message-missing': {
      plant: async () => {
        const told = { kind: 'appointment-confirmed', subject: await idOf(0) };
        message = await models().messages.collection.findOneAndDelete(told);
      },
      heal: () => models().messages.collection.insertOne(message as never),
    },
    'audit-entry-missing': {
      plant: () => addHistoryLine(references[2]!),
      heal: () => models().appointments.updateOne({ reference: references[2] }, { $pop: { history: 1 } }),
    },
    'active-keys': {
      plant: () => models().appointments.updateOne({ reference: references[0] }, { $set: { activeKeys: ['forged'] } }),
      heal: () => keysTo(0, keys),
    },
    'audit-chain': {
      plant: () => models().auditEntries.updateOne({ _id: 2 }, { $set: { actor: 'somebody else' } }),
      heal: () => models().auditEntries.updateOne({ _id: 2 }, { $set: { actor: 'couple' } }),
    },
  };
  let keys: string[];
  let message: object | null;

  for (const [invariant, { plant, heal }] of Object.entries(planted)) {
    it(`finds ${invariant} when it is planted, and nothing else`, async () => {
      keys = (await recordOf(0)).activeKeys ?? [];
      await plant();
      expect(new Set(await invariants())).to.deep.equal(new Set([invariant]));
      await heal();
      expect(await invariants()).to.deep.equal([]);
    });
  }

  it('finds one person in two active appointments although their keys were tampered with', async () => {
    const [{ _id, reference: _, requestKey, ...twin }, other] = [await recordOf(0), await recordOf(1)];
    await models().appointments.collection.updateOne(
      { _id: other._id as never },
      { $set: { personal: twin.personal } },
    );
    const found = await invariants();
    expect(found).to.include('person-twice');
    await models().appointments.collection.updateOne(
      { _id: other._id as never },
      { $set: { personal: other.personal } },
    );
    expect([_id, requestKey]).to.not.include(other._id);
    expect(await invariants()).to.deep.equal([]);
  });

  it('ends with 1 and says where, and so does audit:verify', async () => {
    await planted['audit-chain']!.plant();
    const { code, report } = await run('verify', '');
    expect(code).to.equal(1);
    expect(report['violations']).to.deep.equal([
      { invariant: 'audit-chain', subject: '2', detail: 'missing, altered or wrongly linked' },
    ]);
    const chain = await run('audit-verify', '');
    expect([chain.code, chain.report['brokenAt']]).to.deep.equal([1, 2]);
    await planted['audit-chain']!.heal();
  });

  const models = () => bureau.services.models;
  const push = (claim: object) => models().slots.updateOne({ _id: SLOT }, { $push: { claims: claim } });
  const keysTo = (index: number, activeKeys: string[]) =>
    models().appointments.updateOne({ reference: references[index] }, { $set: { activeKeys } });

  async function recordOf(index: number) {
    const record = await models().appointments.findOne({ reference: references[index] }).lean();
    if (!record) throw new Error('there is no such appointment');
    return record;
  }

  async function idOf(index: number): Promise<string> {
    return (await recordOf(index))._id;
  }

  async function addHistoryLine(reference: string): Promise<void> {
    const line = { action: 'checked-in', at: OLD, actor: 'staff' };
    await models().appointments.updateOne({ reference }, { $push: { history: line } });
  }

  async function invariants(): Promise<string[]> {
    const { services } = bureau;
    const deps = { ...services.models, ...services.secrets, appointmentMessages: services.appointmentMessages };
    const { violations } = await verifyBookings(deps, bureau.clock.now());
    return violations.map(({ invariant }) => invariant);
  }
});
