import { expect } from 'chai';
import { type BookedAppointment, useBureau } from '../../support/bureau.js';
import { WebhookReceiver } from '../../support/stand-ins/webhook-receiver.js';
import { addEndpoint, cancel, drain, reschedule, sendForReal, takenAbout } from './support/deliveries.js';

const COUPLES = 8;
const IN_ORDER = ['appointment.booked', 'appointment.rescheduled', 'appointment.cancelled'];
const STARTS = ['09:00', '09:30', '10:00', '10:30'];

describe('two senders at once', function () {
  this.timeout(120_000);
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '1000/1h' } });
  let receiver: WebhookReceiver;
  let seed = 0;

  before('room for everybody', async () => {
    sendForReal(bureau);
    for (const start of [...STARTS, '14:00']) await bureau.setCapacity(2 * COUPLES, { start });
  });
  beforeEach(async () => {
    receiver = await WebhookReceiver.start({ secret: '', now: () => bureau.clock.now(), seed: 7 });
    receiver.fate.shares = { 'refuse-for-now': 0.3, 'lose-answer': 0.1 };
    await bureau.services.models.webhookEndpoints.deleteMany({});
    ({ secret: receiver.secret } = await addEndpoint(bureau, { url: receiver.url }));
  });
  afterEach(() => receiver.close());

  it('never reorder what happened to one appointment, though the receiver fails four attempts in ten', async () => {
    const couples = await couplesThatMoveAndCancel();
    await drain(bureau, { senders: 2, rounds: 60, waitMs: 60_000 });
    for (const couple of couples) expect(takenAbout(receiver, couple)).to.deep.equal(IN_ORDER);
    expect(receiver.taken.size).to.equal(COUPLES * IN_ORDER.length);
  });

  it('would without the line (negative control)', async () => {
    const couples = await couplesThatMoveAndCancel();
    await bureau.services.models.messages.updateMany({ state: 'queued' }, { $unset: { line: 1 } });
    await drain(bureau, { senders: 2, rounds: 60, waitMs: 60_000 });
    const orders = couples.map((couple) => takenAbout(receiver, couple).join());
    expect(orders.some((order) => order !== IN_ORDER.join())).to.equal(true);
    expect(receiver.taken.size).to.equal(COUPLES * IN_ORDER.length);
  });

  async function couplesThatMoveAndCancel(): Promise<BookedAppointment[]> {
    const couples: BookedAppointment[] = [];
    for (let n = 0; n < COUPLES; n += 1) {
      const couple = await bureau.bookCouple((seed += 1), { start: STARTS[n % STARTS.length] });
      await reschedule(bureau, couple, '14:00');
      await cancel(bureau, couple);
      couples.push(couple);
    }
    return couples;
  }
});
