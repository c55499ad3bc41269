import { expect } from 'chai';
import type { AppointmentSubject } from '../../../../src/features/appointments/index.js';
import { fixedClock } from '../../../../src/infrastructure/clock.js';
import { useStore } from '../../../support/store.js';
import {
  after as afterStep,
  type AppointmentStep,
  store as storeStep,
  subjectAfter,
} from './support/appointment-steps.js';
import type { Place } from './support/places.js';
import { SimpleGateway } from './support/simple-gateway.js';
import { openWorld, type World } from './support/world.js';

const BOOKED = new Date('2026-11-02T09:00:00+08:00');
const HERE: Place = { hall: 'futian', date: '2026-11-09', start: '09:00' };
const DUE = new Date('2026-11-06T10:00:00+08:00');
const THERE: Place = { hall: 'tianshan', date: '2026-11-16', start: '14:00' };

describe('what an appointment owes, when changes and plans cross', function () {
  this.timeout(60_000);
  const store = useStore();
  const clock = fixedClock(BOOKED);
  let world: World;
  let gateway: SimpleGateway;
  let couples = 0;

  before(async () => {
    world = await openWorld(store.uri, clock);
  });
  beforeEach(() => {
    clock.set(BOOKED);
    gateway = new SimpleGateway();
  });
  after(() => world.close());

  it('is put right when the plan of an older state comes last', async () => {
    const web = start();
    const booked = await change(undefined, book());
    const away = await change(booked, { kind: 'reschedule', to: THERE });
    await web.outbox.plan(world.source, booked, clock.now(), { isNew: true });
    await web.outbox.plan(world.source, away, clock.now());
    const right = await owed(booked);
    await web.outbox.plan(world.source, booked, clock.now());
    expect(await owed(booked), 'the older state has undone the newer one').not.to.deep.equal(right);

    clock.advance(19_000);
    await web.planning.healRecent(clock.now());
    expect(await owed(booked), 'whoever changed it may still be writing').not.to.deep.equal(right);
    clock.advance(2000);
    await web.planning.healRecent(clock.now());
    expect(await owed(booked)).to.deep.equal(right);
  });

  it('is taken up again although a worker looked while it was not owed and notes so when it is', async () => {
    const web = start();
    const booked = await change(undefined, { ...book(), email: 'a@mail.example' });
    await web.outbox.plan(world.source, booked, clock.now(), { isNew: true });
    const reminders = await keysOf(booked, 'appointment-in-three-days');
    const id = reminders.find((key) => key.includes('contact-mail')) ?? '';
    clock.set(DUE);
    const without = await change(booked, { kind: 'change-email' });
    // Between the worker's look and its note the couple leaves an address again, and that plan finds the message in its hands.
    const load: typeof world.source.load = async (ids) => {
      const seen = await world.source.load(ids);
      const again = await change(without, { kind: 'change-email', email: 'b@mail.example' });
      await web.outbox.plan(world.source, again, clock.now());
      return seen;
    };
    const slow = world.startProcess(gateway.channelOf('slow'), { sources: [{ ...world.source, load }] });
    expect(await slow.sender.send(id)).to.equal('cancelled');
    clock.advance(21_000);
    await web.planning.healRecent(clock.now());

    expect(await owed(booked)).to.include(id);
    expect(await start().sender.send(id), 'the letter to the new address says it too').to.equal('waits');
  });

  it('comes back with a couple that returns to its first time, and not what somebody gave up', async () => {
    const web = start();
    const booked = await change(undefined, book());
    await web.outbox.plan(world.source, booked, clock.now(), { isNew: true });
    const before = (await owed(booked)).filter((each) => !each.includes('confirmed'));
    const [givenUp = ''] = await keysOf(booked, 'appointment-tomorrow');
    await world.models.messages.updateOne({ _id: givenUp }, { $set: { state: 'cancelled', reason: 'given-up' } });
    clock.advance(60_000);
    const away = await change(booked, { kind: 'reschedule', to: THERE });
    await web.outbox.plan(world.source, away, clock.now());
    clock.advance(60_000);
    const back = await change(away, { kind: 'reschedule', to: HERE });
    await web.outbox.plan(world.source, back, clock.now());

    const now = (await owed(booked)).filter((each) => !each.includes('rescheduled'));
    expect(now).to.deep.equal(before.filter((each) => !each.startsWith('appointment-tomorrow')));
  });

  it('is written once, however many plan it at once', async () => {
    const booked = await change(undefined, book());
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => start().outbox.plan(world.source, booked, clock.now())),
    );
    expect(outcomes).to.have.length(10);
    expect(await owed(booked)).to.have.length(4);
    expect(await start().outbox.plan(world.source, booked, clock.now())).to.deep.equal({ written: 0, takenBack: 0 });
  });

  it('is written about everything ahead by a worker that looks, however much there is, and about nothing that is over', async () => {
    const [cancelled, ...ahead] = await Promise.all(Array.from({ length: 251 }, () => change(undefined, book())));
    await change(cancelled, { kind: 'cancel' });
    await world.models.messages.deleteMany({});
    await start().planning.planAhead(clock.now());
    for (const subject of ahead) expect(await owed(subject)).to.have.length(4);
    expect(await owed(cancelled!)).to.deep.equal([]);
    expect(await start().planning.planAhead(clock.now()), 'there is nothing left to write').to.equal(0);
  });

  const start = () => world.startProcess(gateway.channelOf('worker'));
  const book = (): AppointmentStep & { kind: 'book' } => ({
    kind: 'book',
    to: HERE,
    language: 'en',
    phone: '+8613900000001',
  });
  const idOf = ({ record }: AppointmentSubject) => record._id;

  /** Changes an appointment in the store without a word to anybody. */
  async function change(from: AppointmentSubject | undefined, step: AppointmentStep): Promise<AppointmentSubject> {
    if (!from) couples += 1;
    const made = afterStep(from, from ? idOf(from) : `crossing-${couples}`, step, clock.now());
    await storeStep(world, step, made);
    return subjectAfter(made);
  }

  /** What waits to be sent about an appointment, by key. */
  async function owed(subject: AppointmentSubject): Promise<string[]> {
    const found = await world.models.messages
      .find({ subject: idOf(subject), state: 'queued' })
      .sort({ _id: 1 })
      .lean();
    return found.map(({ _id }) => _id);
  }

  async function keysOf(subject: AppointmentSubject, kind: string): Promise<string[]> {
    const found = await world.models.messages.find({ subject: idOf(subject), kind }).lean();
    return found.map(({ _id }) => _id);
  }
});
