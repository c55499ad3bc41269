import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';
import { WebhookReceiver } from '../../support/stand-ins/webhook-receiver.js';
import { addEndpoint, cancel, changedBy, drain, reschedule, sendForReal, takenAbout } from './support/deliveries.js';

const HOUR_MS = 3_600_000;
const BOOKED_MOVED_CANCELLED = ['appointment.booked', 'appointment.rescheduled', 'appointment.cancelled'];

describe('events for other systems', function () {
  this.timeout(120_000);
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '1000/1h' } });
  let receiver: WebhookReceiver;
  let seed = 0;

  before('room for everybody', async () => {
    sendForReal(bureau);
    await bureau.setCapacity(100);
  });
  beforeEach(async () => {
    receiver = await WebhookReceiver.start({ secret: 'whsec_none', now: () => bureau.clock.now() });
    await bureau.services.models.webhookEndpoints.deleteMany({});
    await bureau.services.models.messages.deleteMany({});
  });
  afterEach(() => receiver.close());

  /** An endpoint at the receiver, which is given its secret. */
  const connect = async (more: { events?: string[]; hall?: string } = {}) => {
    const added = await addEndpoint(bureau, { url: receiver.url, ...more });
    receiver.secret = added.secret;
    return added.endpoint;
  };
  const book = () => bureau.bookCouple((seed += 1));
  const deliveries = (endpoint: { _id: string }) => bureau.services.webhooks.deliveries.list(endpoint._id, {});
  const seen = async ({ _id }: { _id: string }) => {
    const { revision } = await bureau.services.webhooks.endpoints.find(_id);
    return { id: _id, revision };
  };

  it('arrive signed and in order, naming the appointment and nobody', async () => {
    await connect();
    const booked = await book();
    await reschedule(bureau, booked, '14:00');
    await cancel(bureau, booked);
    await drain(bureau);
    expect(takenAbout(receiver, booked)).to.deep.equal(BOOKED_MOVED_CANCELLED);
    const [first] = receiver.taken.values();
    expect(first?.event).to.deep.include({ type: 'appointment.booked' });
    expect(first?.event['data']).to.deep.include({ reference: booked.reference, hall: 'futian', state: 'confirmed' });
    const said = JSON.stringify([...receiver.taken.values()]);
    for (const { name, document, phone } of generateCouple({ seed }))
      for (const secret of [name, document.number, phone]) expect(said).not.to.include(secret);
  });

  it('wait behind one that is not taken, and only those of the same appointment', async () => {
    await connect();
    const [stuck, free] = [await book(), await book()];
    const isStuck = (data: unknown) => (data as { reference: string }).reference === stuck.reference;
    receiver.refuses = ({ type, data }) => type === 'appointment.booked' && isStuck(data);
    await cancel(bureau, stuck);
    await cancel(bureau, free);
    await drain(bureau);
    expect(takenAbout(receiver, stuck)).to.deep.equal([]);
    expect(takenAbout(receiver, free)).to.deep.equal(['appointment.booked', 'appointment.cancelled']);

    receiver.refuses = () => false;
    await drain(bureau, { waitMs: 60_000 });
    expect(takenAbout(receiver, stuck)).to.deep.equal(['appointment.booked', 'appointment.cancelled']);
  });

  it('carry the same id at every attempt, so that one taken twice is known', async () => {
    await connect({ events: ['appointment.booked'] });
    receiver.fate.plan('refuse-for-now', 'lose-answer');
    await book();
    await drain(bureau, { waitMs: 60_000 });
    expect(receiver.arrivals).to.have.length(3);
    expect(new Set(receiver.arrivals).size).to.equal(1);
    expect([...receiver.taken.values()].map(({ handedOver }) => handedOver)).to.deep.equal([2]);
  });

  it('can be sent again, one and all that failed, in order and under the ids they had', async () => {
    const endpoint = await connect();
    const { deliveries: desk } = bureau.services.webhooks;
    const since = bureau.clock.now();
    const booked = await book();
    await cancel(bureau, booked);
    receiver.says = { status: 410 };
    await drain(bureau);
    const { messages } = await deliveries(endpoint);
    expect(messages.map(({ state, failure }) => [state, failure?.code])).to.deep.equal([
      ['failed', 'gone'],
      ['failed', 'gone'],
    ]);
    const tried = [...receiver.arrivals];

    delete receiver.says;
    const now = bureau.clock.now();
    expect(await desk.replayFailed(endpoint._id, { since, until: now, now })).to.equal(2);
    await drain(bureau);
    expect(takenAbout(receiver, booked)).to.deep.equal(['appointment.booked', 'appointment.cancelled']);
    expect([...receiver.taken.keys()]).to.deep.equal(tried);

    const [latest] = (await deliveries(endpoint)).messages;
    const again = (id = '') => desk.replay(endpoint._id, id, bureau.clock.now());
    expect(await again(latest?.id)).to.equal(true);
    expect(await again(latest?.id), 'it waits already').to.equal(false);
    await drain(bureau);
    expect([...receiver.taken.values()].map(({ handedOver }) => handedOver).sort()).to.deep.equal([1, 2]);
  });

  it('are signed with both secrets for a day after one was replaced, and not an hour longer', async () => {
    const endpoint = await connect({ events: ['appointment.booked'] });
    const old = receiver.secret;
    const by = changedBy(bureau);
    const next = await bureau.services.webhooks.endpoints.rotate(await seen(endpoint), { atOnce: false }, by);
    const takes = async (secret: string) => {
      receiver.secret = secret;
      const before = receiver.taken.size;
      await book();
      await drain(bureau, { rounds: 2 });
      return receiver.taken.size > before;
    };
    expect(await takes(old)).to.equal(true);
    expect(await takes(next)).to.equal(true);
    bureau.advance(25 * HOUR_MS);
    expect(await takes(old)).to.equal(false);
    const [refused] = (await deliveries(endpoint)).messages;
    expect(refused).to.deep.include({ state: 'queued' });
    expect(refused?.failure?.code).to.equal('status-401');
  });

  it('stay in line while the endpoint is paused, and go in order once it is resumed', async () => {
    const endpoint = await connect();
    const { endpoints } = bureau.services.webhooks;
    await endpoints.pause(await seen(endpoint), changedBy(bureau));
    const booked = await book();
    await drain(bureau);
    await cancel(bureau, booked);
    await drain(bureau);
    expect(receiver.arrivals).to.deep.equal([]);
    const attempts = (await deliveries(endpoint)).messages.map((message) => message.attempts);
    expect(attempts).to.deep.equal([0, 0]);

    await endpoints.resume(await seen(endpoint), changedBy(bureau));
    bureau.advance(HOUR_MS / 60);
    await drain(bureau);
    expect(takenAbout(receiver, booked)).to.deep.equal(['appointment.booked', 'appointment.cancelled']);
  });

  it('end with the endpoint, and nothing is missed for it', async () => {
    const endpoint = await connect();
    const booked = await book();
    await bureau.services.webhooks.endpoints.remove(await seen(endpoint), changedBy(bureau));
    await drain(bureau);
    await cancel(bureau, booked);
    await drain(bureau);
    expect(receiver.arrivals).to.deep.equal([]);
    expect(await missing()).to.deep.equal([]);
    const left = await bureau.services.models.messages.find({ role: `endpoint:${endpoint._id}` }).lean();
    expect(left.map(({ state, reason }) => [state, reason])).to.deep.equal([['cancelled', 'endpoint-removed']]);
  });

  it('begin with the endpoint: what happened before is neither sent nor missed', async () => {
    const booked = await book();
    await connect();
    await bureau.services.notifications.planning.healRecent(bureau.clock.now());
    await drain(bureau);
    expect(receiver.arrivals).to.deep.equal([]);
    await cancel(bureau, booked);
    await drain(bureau);
    expect(takenAbout(receiver, booked)).to.deep.equal(['appointment.cancelled']);
    expect(await missing()).to.deep.equal([]);
  });

  it('are written by the worker where a crash kept them from being written', async () => {
    const endpoint = await connect();
    const booked = await book();
    await cancel(bureau, booked);
    await bureau.services.models.messages.deleteMany({ role: `endpoint:${endpoint._id}` });
    expect(await missing()).to.have.length(2);
    bureau.advance(60_000);
    await bureau.services.notifications.planning.healRecent(bureau.clock.now());
    expect(await missing()).to.deep.equal([]);
    await drain(bureau);
    expect(takenAbout(receiver, booked)).to.deep.equal(['appointment.booked', 'appointment.cancelled']);
  });

  it('are for one hall only, where the endpoint is', async () => {
    await connect({ hall: 'nanshan' });
    await book();
    await drain(bureau);
    expect(receiver.arrivals).to.deep.equal([]);
  });

  it('leave what a couple reads in development as it was', async () => {
    const { phone } = generateCouple({ seed: seed + 1 })[0];
    const kinds = async () => (await bureau.services.notifications.messages.latest({ phone })).map(({ kind }) => kind);
    await connect();
    await book();
    await drain(bureau);
    expect(await kinds()).to.have.members(['verification-code', 'appointment-confirmed']);
  });

  async function missing(): Promise<string[]> {
    const { appointmentMessages, models } = bureau.services;
    const records = await models.appointments.find().lean();
    const keys = await appointmentMessages.missing(records, bureau.clock.now());
    return [...keys.values()].flat().filter((key) => key.includes(':endpoint:'));
  }
});
