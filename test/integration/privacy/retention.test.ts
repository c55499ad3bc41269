import { expect } from 'chai';
import { AuditAnchors, verifyAuditChain } from '../../../src/audit/index.js';
import { verifyBookings } from '../../../src/features/appointments/index.js';
import { KeyedHash } from '../../../src/infrastructure/field-cipher.js';
import { useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';

const DAY_MS = 86_400_000;

describe('the retention purge', () => {
  const bureau = useBureau();

  before(async () => {
    for (const seed of [1, 2, 3]) await bureau.bookCouple(seed, { start: '09:00' });
    await bureau.services.audit.drain();
  });

  it('finds nothing due in the first half year', async () => {
    bureau.advance(100 * DAY_MS);
    expect(await dueNow()).to.deep.equal({});
  });

  it('deletes messages after 180 days and takes names out of appointments after two years', async () => {
    bureau.advance(100 * DAY_MS);
    expect(await purge()).to.deep.equal({ messages: 15 });
    bureau.advance(560 * DAY_MS);
    expect(await dueNow()).to.deep.equal({ appointments: 3 });
    expect(await purge()).to.deep.equal({ appointments: 3 });
    expect(await purge()).to.deep.equal({});
  });

  it('keeps of an appointment what statistics count, and nothing that leads to a person', async () => {
    const stored = await bureau.services.models.appointments.find().lean();
    expect(stored).to.have.length(3);
    for (const record of stored) {
      expect(record).to.include({ hall: 'futian', business: 'marriage', date: '2026-11-09', lane: 'online' });
      expect(record).not.to.have.any.keys('personal', 'phoneHash', 'activeKeys', 'requestHash', 'otherPhoneHashes');
      expect(record.requestKey).to.equal(`deidentified:${record._id}`);
    }
    const text = JSON.stringify(stored);
    for (const seed of [1, 2, 3])
      for (const { name, document, phone } of generateCouple({ seed }))
        expect(text).not.to.include(name).and.not.to.include(document.number).and.not.to.include(phone);
  });

  it('leaves a database that still proves its invariants', async () => {
    const { models, secrets, appointmentMessages } = bureau.services;
    const { violations } = await verifyBookings({ ...models, ...secrets, appointmentMessages }, bureau.clock.now());
    expect(violations).to.deep.equal([]);
  });

  it('purges the beginning of the audit chain after three years, and what is left proves itself', async () => {
    const before = await bureau.services.models.auditEntries.countDocuments();
    bureau.advance(400 * DAY_MS);
    const { auditEntries: purged } = await purge();
    expect(purged).to.be.greaterThan(0).and.to.be.lessThan(before);
    const first = await bureau.services.models.auditEntries.findOne().sort({ _id: 1 }).lean();
    expect(first?._id).to.equal((purged ?? 0) + 1);
    expect(await verdict()).to.equal(null);
    const { models, secrets, appointmentMessages } = bureau.services;
    const { violations } = await verifyBookings({ ...models, ...secrets, appointmentMessages }, bureau.clock.now());
    expect(violations).to.deep.equal([]);
  });

  it('is proved by the bureau’s key: an anchor somebody else made breaks the chain, and so does none', async () => {
    const { auditAnchors, auditEntries } = bureau.services.models;
    const anchor = (await auditAnchors.findById('chain').lean())!;
    const stranger = new AuditAnchors(auditAnchors, new KeyedHash(Buffer.alloc(32, 7)));
    const last = (await auditEntries.findOne().sort({ _id: -1 }).lean())!;
    await stranger.moveTo({ upTo: last._id, hash: last.hash, before: anchor.before });
    expect(await verdict()).to.equal(0);
    await auditAnchors.deleteMany({});
    expect(await verdict()).to.equal(1);
    await auditAnchors.create(anchor);
    expect(await verdict()).to.equal(null);
  });

  it('finishes what a purge left that was killed after it had moved the anchor', async () => {
    const { models, audit } = bureau.services;
    bureau.advance(1100 * DAY_MS);
    const entries = await models.auditEntries.find().sort({ _id: 1 }).lean();
    const last = entries.at(-2)!;
    await anchors().moveTo({
      upTo: last._id,
      hash: last.hash,
      before: new Date(bureau.clock.now().getTime() - DAY_MS),
    });
    expect(await verdict()).to.equal(null);
    await purge();
    await audit.drain();
    expect(await models.auditEntries.countDocuments({ _id: { $lte: last._id } })).to.equal(0);
    expect(await verdict()).to.equal(null);
  });

  it('does not destroy evidence: a chain that is broken stays, and the run says so', async () => {
    const { models, privacy } = bureau.services;
    bureau.advance(1200 * DAY_MS);
    const first = (await models.auditEntries.findOne().sort({ _id: 1 }).lean())!;
    await models.auditEntries.updateOne({ _id: first._id }, { $set: { actor: 'somebody else' } });
    const outcomes = await privacy.retention.run({ now: bureau.clock.now(), by: 'test', commit: true });
    expect(outcomes.find(({ name }) => name === 'auditEntries')).to.include({
      count: 0,
      refused: 'audit-chain-broken',
    });
    expect(await models.auditEntries.findById(first._id).lean()).not.to.equal(null);
  });

  it('runs once a day, whoever asks, and tells what it did', async () => {
    const { privacy } = bureau.services;
    bureau.advance(2 * DAY_MS);
    expect(await privacy.retention.runDaily(bureau.clock.now())).to.be.an('array');
    expect(await privacy.retention.runDaily(bureau.clock.now())).to.equal(undefined);
    const latest = await privacy.retention.latest();
    expect(latest?.by).to.equal('system');
    expect(latest?.rules.map(({ name }) => name)).to.include.members(['appointments', 'messages', 'auditEntries']);
  });

  function anchors(): AuditAnchors {
    return new AuditAnchors(bureau.services.models.auditAnchors, bureau.services.secrets.hash);
  }

  async function verdict(): Promise<number | null> {
    return (await verifyAuditChain(bureau.services.models.auditEntries, { anchors: anchors() })).brokenAt;
  }

  async function dueNow(): Promise<Record<string, number>> {
    return run(false);
  }

  async function purge(): Promise<Record<string, number>> {
    return run(true);
  }

  async function run(commit: boolean): Promise<Record<string, number>> {
    const { privacy, audit } = bureau.services;
    const outcomes = await privacy.retention.run({ now: bureau.clock.now(), by: 'test', commit });
    await audit.drain();
    return Object.fromEntries(outcomes.filter(({ count }) => count > 0).map(({ name, count }) => [name, count]));
  }
});
