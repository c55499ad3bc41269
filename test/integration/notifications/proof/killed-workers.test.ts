import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { systemClock } from '../../../../src/infrastructure/clock.js';
import { SmsGateway } from '../../../support/stand-ins/sms-gateway.js';
import { useStore } from '../../../support/store.js';
import { after as afterStep, store as storeStep, subjectAfter } from './support/appointment-steps.js';
import { startProductionWorker } from './support/production-worker.js';
import { HASH, openWorld, type World } from './support/world.js';

const MESSAGES = 60;
/** Workers are killed until one of them had just handed something over. */
const MOST_ROUNDS = 8;
const DAY_MS = 86_400_000;
/** Longer than a lease and than Agenda's lock. */
const LONG_AGO_MS = 10 * 60_000;

describe('kill -9 of a worker that is sending', function () {
  this.timeout(180_000);
  const store = useStore();
  const gatewayKey = { id: 'k1', key: randomBytes(32) };
  let gateway: SmsGateway;
  let world: World;

  before(async () => {
    gateway = await SmsGateway.start({ keys: [gatewayKey] });
    world = await openWorld(store.uri, systemClock);
  });
  after(async () => {
    await world.close();
    await gateway.close();
  });

  it('loses no message, and hands over again only what it had in hand, under the same id', async () => {
    gateway.delayMs = 300;
    await book();
    const inHand = new Set<string>();
    const isMet = () => [...inHand].some((id) => gateway.taken.has(HASH.of('outgoing-message', id)));
    for (let round = 0; round < 3 || (!isMet() && round < MOST_ROUNDS); round += 1) {
      const goal = gateway.taken.size + 6;
      const worker = await startWorker();
      await until(() => gateway.taken.size >= goal);
      await worker.kill();
      for (const { _id } of await world.models.messages.find({ state: 'sending' }).lean()) inHand.add(_id);
      // What the gateway had been asked before the worker died it takes all the same.
      await wait(gateway.delayMs + 200);
      await letLocksRunOut();
    }
    expect(await count('sent')).to.be.below(MESSAGES);
    gateway.delayMs = 0;
    const last = await startWorker();
    await until(async () => (await count('sent')) === MESSAGES);
    await until(async () => (await tasks()) === 0);
    expect(await last.stop()).to.equal(0);

    const taken = [...gateway.taken.values()];
    expect(taken).to.have.length(MESSAGES);
    expect(new Set(taken.map(({ to }) => to)), 'each couple was told').to.have.property('size', MESSAGES);
    const again = taken.filter(({ handedOver }) => handedOver > 1).map(({ id }) => id);
    const allowed = new Set([...inHand].map((id) => HASH.of('outgoing-message', id)));
    expect(again.filter((id) => !allowed.has(id))).to.deep.equal([]);
    expect(again.length, 'the window was met').to.be.above(0);
  });

  const startWorker = () => startProductionWorker({ storeUri: store.uri, gatewayUrl: gateway.url, gatewayKey });
  const tasks = () => world.connection.collection('agendaJobs').countDocuments({ name: 'send-message' });
  const count = (state: 'sent') => world.models.messages.countDocuments({ state });

  /** Appointments at a hall where it is about noon now, each with one message that is due. */
  async function book(): Promise<void> {
    const at = systemClock.now();
    const timeZone = zoneOfNoon(at);
    await world.models.halls.updateOne({ _id: 'futian' }, { $set: { timeZone } });
    const web = world.startProcess({ name: 'sms', send: () => Promise.reject(new Error('pages send nothing')) });
    const date = new Date(at.getTime() + 30 * DAY_MS).toISOString().slice(0, 10);
    for (let index = 0; index < MESSAGES; index += 1) {
      const phone = `+861380000${String(index).padStart(4, '0')}`;
      const step = { kind: 'book', to: { hall: 'futian', date, start: '09:00' }, language: 'en', phone } as const;
      const made = afterStep(undefined, `killed-${index}`, step, at);
      await storeStep(world, step, made);
      const subject = subjectAfter(made);
      await web.outbox.plan(world.source, { ...subject, hall: { ...subject.hall, timeZone } }, at, { isNew: true });
    }
  }

  /** As if the minutes had passed for which leases and locks keep what a dead worker held. */
  async function letLocksRunOut(): Promise<void> {
    const now = systemClock.now();
    const past = new Date(now.getTime() - LONG_AGO_MS);
    const { messages } = world.models;
    await messages.updateMany({ state: 'sending' }, { $set: { 'lease.until': past } });
    await messages.updateMany({ state: 'queued', nextAt: { $lte: now } }, { $set: { wakeAt: past } });
    await world.connection
      .collection('agendaJobs')
      .updateMany({ lockedAt: { $ne: null } }, { $set: { lockedAt: past } });
  }
});

/** Nobody may be woken up, whenever the test runs. */
function zoneOfNoon(at: Date): string {
  const ahead = 12 - at.getUTCHours();
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 90_000; waited += 20) {
    if (await isSo()) return;
    await wait(20);
  }
  throw new Error('it never came about');
}
