import { expect } from 'chai';
import { AuditLog, verifyAuditChain } from '../../../src/audit/index.js';
import { Reconciler } from '../../../src/features/appointments/index.js';
import { postBooking, tally } from '../../support/api.js';
import { BOOKABLE_DAY, useBureau } from '../../support/bureau.js';

const SLOT = `futian/${BOOKABLE_DAY}/09:00/marriage/online`;
const HALF_MINUTE = 30_000;

describe('what a crash leaves is healed', () => {
  const bureau = useBureau();

  it('gives back a place that was claimed for an appointment that was never written', async () => {
    const { claims, reconciler, models, clock } = bureau.services;
    await claims.claim({ slotId: SLOT, holder: 'f'.repeat(24), until: null, now: clock.now() });

    const tooEarly = await reconciler.releaseOrphans(clock.now());
    bureau.advance(HALF_MINUTE);
    const healed = await reconciler.releaseOrphans(clock.now());

    expect(tooEarly.released, 'a request may still be running').to.deep.equal([]);
    expect(healed.released).to.deep.equal([{ slotId: SLOT, holder: 'f'.repeat(24) }]);
    expect((await models.slots.findById(SLOT).lean())?.claims).to.deep.equal([]);
  });

  it('lets the same request carry on in the place it had taken', async () => {
    const { reconciler, models, clock } = bureau.services;
    const body = await bureau.bookingBody(9, { start: '14:00' });
    const { body: booked } = await postBooking(bureau, body, 'couple-9').expect(201);
    const died = await models.appointments.findOneAndDelete({ reference: booked.reference }).lean();

    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => postBooking(bureau, body, 'couple-9')));

    expect(tally(answers)).to.deep.equal({ '201': 5 });
    expect(new Set(answers.map(({ text }) => text)).size).to.equal(1);
    const slot = await models.slots.findById(died?.slot).lean();
    expect(slot?.claims.map(({ holder }) => holder)).to.deep.equal([died?._id]);
    bureau.advance(HALF_MINUTE);
    expect((await reconciler.releaseOrphans(clock.now())).released).to.deep.equal([]);
  });

  it('keeps the place of an appointment, however often it runs', async () => {
    const { reconciler, models, clock } = bureau.services;
    await bureau.bookCouple(1);
    bureau.advance(HALF_MINUTE);

    await reconciler.releaseOrphans(clock.now());
    await reconciler.releaseOrphans(clock.now());

    expect((await models.slots.findById(SLOT).lean())?.claims).to.have.length(1);
  });

  it('gives back the place that a reschedule left behind when it died between taking and moving', async () => {
    const { claims, reconciler, models, clock } = bureau.services;
    const { reference } = await bureau.bookCouple(2, { start: '09:30' });
    const appointment = await models.appointments.findOne({ reference }).lean();
    const elsewhere = `futian/${BOOKABLE_DAY}/10:00/marriage/online`;
    await claims.claim({ slotId: elsewhere, holder: appointment?._id ?? '', until: null, now: clock.now() });
    bureau.advance(HALF_MINUTE);

    const { released } = await reconciler.releaseOrphans(clock.now());

    expect(released.map(({ slotId }) => slotId)).to.deep.equal([elsewhere]);
    expect((await models.slots.findById(appointment?.slot).lean())?.claims).to.have.length(1);
  });

  it('appends the audit entry that a crash lost, once, and the chain stays intact', async () => {
    const { audit, models, clock, logger } = bureau.services;
    await bureau.bookCouple(3, { start: '10:30' });
    await audit.drain();
    const before = await models.auditEntries.countDocuments();
    const last = await models.auditEntries.findOne().sort({ _id: -1 }).lean();
    await models.auditEntries.deleteOne({ _id: last?._id });
    const reconciler = new Reconciler({ ...models, audit: new AuditLog(models.auditEntries, logger) });
    bureau.advance(HALF_MINUTE);

    const appended = await reconciler.appendLostAudit(clock.now());
    const again = await reconciler.appendLostAudit(clock.now());

    expect([appended, again]).to.deep.equal([1, 0]);
    expect(await verifyAuditChain(models.auditEntries)).to.deep.equal({ entries: before, brokenAt: null });
  });

  it('writes the messages that a crash lost after any change, once, and takes back what is no longer true', async () => {
    const { notifications, managing, models, clock } = bureau.services;
    const [booked, cancelled] = [
      await bureau.bookCouple(4, { start: '11:00' }),
      await bureau.bookCouple(5, { start: '11:30' }),
    ];
    const id = (await models.appointments.findOne({ reference: booked.reference }).lean())?._id ?? '';
    const record = await managing.find(cancelled.reference, cancelled.manageToken);
    const written = await models.messages.find({ subject: { $in: [id, record._id] } }).lean();
    await managing.cancel({ record, acceptsLate: false, now: clock.now() });
    const told = await stateOf(record._id);
    await models.messages.deleteMany({ subject: { $in: [id, record._id] } });
    await models.messages.insertMany(written.filter(({ subject }) => subject === record._id));
    bureau.advance(HALF_MINUTE);

    const healed = await notifications.planning.healRecent(clock.now());
    const again = await notifications.planning.healRecent(clock.now());

    expect(healed, 'a confirmation and three reminders; a cancellation, and three reminders taken back').to.equal(8);
    expect(again).to.equal(0);
    expect(await stateOf(record._id)).to.deep.equal(told);
    expect(await models.messages.countDocuments({ subject: id })).to.equal(4);

    async function stateOf(subject: string) {
      const found = await models.messages.find({ subject }).sort({ _id: 1 }).lean();
      return found.map(({ _id, state }) => [_id, state]);
    }
  });
});

describe('the messages of bookings that come all at once', () => {
  const bureau = useBureau();

  it('confirm at once; reminders that nobody waits for are written by the worker', async () => {
    const { models, notifications, clock } = bureau.services;
    await bureau.setCapacity(30);
    const bodies = await Promise.all(Array.from({ length: 30 }, (_, index) => bureau.bookingBody(index + 1)));
    const answers = await Promise.all(bodies.map((body, index) => postBooking(bureau, body, `rush-${index}`)));
    expect(tally(answers)).to.deep.equal({ '201': 30 });
    const written = await countsByKind();
    expect(written['appointment-confirmed']).to.equal(30);
    expect(written['appointment-tomorrow'] ?? 0, 'the control: a rush has no time for them').to.be.lessThan(30);

    bureau.advance(HALF_MINUTE);
    await notifications.planning.healRecent(clock.now());

    const healed = await countsByKind();
    for (const kind of [
      'appointment-confirmed',
      'appointment-in-three-days',
      'appointment-tomorrow',
      'appointment-today',
    ])
      expect(healed[kind], kind).to.equal(30);

    async function countsByKind(): Promise<Record<string, number>> {
      const counts: Record<string, number> = {};
      for (const { kind } of await models.messages.find({}, { kind: 1 }).lean()) counts[kind] = (counts[kind] ?? 0) + 1;
      return counts;
    }
  });
});

describe('the audit chain under many writers', () => {
  const bureau = useBureau();

  it('stays one chain without gaps when several processes append at once', async () => {
    const { models, logger } = bureau.services;
    const writers = Array.from({ length: 4 }, () => new AuditLog(models.auditEntries, logger));
    for (let round = 0; round < 25; round += 1) {
      writers.forEach((writer, index) =>
        writer.record({
          key: `writer:${index}:${round}`,
          at: bureau.clock.now(),
          actor: `writer-${index}`,
          action: 'test',
          subject: 'test',
          result: 'done',
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await Promise.all(writers.map((writer) => writer.drain()));

    expect(await verifyAuditChain(models.auditEntries)).to.deep.equal({ entries: 100, brokenAt: null });
  });

  it('names the first entry that somebody altered', async () => {
    const { models } = bureau.services;
    await models.auditEntries.updateOne({ _id: 40 }, { $set: { actor: 'somebody else' } });

    expect((await verifyAuditChain(models.auditEntries)).brokenAt).to.equal(40);
  });
});
