import { expect } from 'chai';
import { verifyBookings } from '../../../src/features/appointments/index.js';
import { MONDAY_MORNING, useBureau } from '../../support/bureau.js';
import { arrived, at, DAY, DESK, walkedIn } from './support/desk-day.js';

describe('couples without an appointment', () => {
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '1000/1h' } });
  beforeEach(() => bureau.setTime(at('09:05')));

  it('are served from the hall’s own share although the public has none left', async () => {
    await bureau.setCapacity(0, { start: '09:00' });
    const { record, ticket } = await walkedIn(bureau, 1);
    expect(record).to.include({ state: 'checked-in', lane: 'walk-in', date: DAY, start: '09:00' });
    expect(ticket).to.include({ origin: 'walk-in', number: 'M001' });
    const slot = await bureau.services.models.slots.findById(record.slot).lean();
    expect(slot?.claims.map(({ holder }) => holder)).to.deep.equal([record._id]);
  });

  it('are judged like everybody: a second active appointment is refused and named', async () => {
    bureau.setTime(MONDAY_MORNING);
    const other = await bureau.bookCouple(2, { date: '2026-11-10' });
    bureau.setTime(at('09:05'));
    const refused = await refusalOf(walkedIn(bureau, 2));
    expect([refused.code, refused.extensions['reference']]).to.deep.equal(['already-booked', other.reference]);
    expect(await claimsOf(bureau)).to.equal(1);
  });

  it('sent twice are one couple', async () => {
    const [first, second] = await Promise.all([walkedIn(bureau, 3), walkedIn(bureau, 3)]);
    expect(first.record._id).to.equal(second.record._id);
    expect(first.ticket.number).to.equal(second.ticket.number);
  });

  it('beyond the share need somebody who says why, which the audit keeps', async () => {
    for (const { _id, claims } of await walkInSlots(bureau))
      await bureau.services.models.slots.updateOne({ _id }, { $set: { capacity: claims.length, isPinned: true } });
    expect((await refusalOf(walkedIn(bureau, 4))).code).to.equal('walk-in-full');
    const { record } = await walkedIn(bureau, 4, { overbooking: { reason: '远道而来' } });
    expect(record.history.map(({ action }) => action)).to.deep.equal(['walked-in', 'overbooked']);
    await bureau.services.audit.drain();
    const entry = await bureau.services.models.auditEntries.findOne({ action: 'appointment.overbooked' }).lean();
    expect(entry).to.include({ actor: 'staff:desk-1', reason: '远道而来', subject: `appointment:${record.reference}` });
  });

  it('of the green channel are called before those who were first', async () => {
    const { ticket } = await walkedIn(bureau, 5, { isGreen: true, overbooking: { reason: '孕妇' } });
    const called = await bureau.services.desk.calling.callNext({ window: 1, actor: DESK, now: bureau.clock.now() });
    expect(called?._id).to.equal(ticket._id);
  });

  it('are not taken in after closing', async () => {
    bureau.setTime(at('17:00'));
    expect((await refusalOf(walkedIn(bureau, 6))).code).to.equal('check-in-too-late');
  });

  it('and those who booked leave every invariant standing', async () => {
    bureau.setTime(at('09:05'));
    const ticket = await arrived(bureau, 7, '09:30');
    const { desk, serving, audit, models, appointmentMessages, secrets, clock } = bureau.services;
    await desk.model.updateOne({ _id: ticket._id }, { $set: { state: 'serving', window: 2, activeWindow: 'x' } });
    const request = { id: ticket._id, actor: DESK, now: clock.now() };
    const outcome = { kind: 'registered', certificateSerial: 'J440304-2026-000007' } as const;
    await desk.finishing.finish({ ...request, outcome });
    expect((await serving.find(ticket.reference, 'futian')).state).to.equal('completed');
    const undone = await desk.finishing.undoFinish({ ...request, reason: '字号写错' });
    expect(undone.state).to.equal('serving');
    await desk.finishing.finish({ ...request, outcome: { kind: 'withdrawn' } });
    await audit.drain();
    const later = new Date(clock.now().getTime() + 3_600_000);
    const { violations } = await verifyBookings({ ...models, ...secrets, appointmentMessages }, later);
    expect(violations).to.deep.equal([]);
  });
});

type TestBureau = Parameters<typeof walkedIn>[0];

function walkInSlots(bureau: TestBureau) {
  return bureau.services.models.slots.find({ hall: 'futian', date: DAY, lane: { $in: ['walk-in', 'green'] } }).lean();
}

async function claimsOf(bureau: TestBureau): Promise<number> {
  return (await walkInSlots(bureau)).flatMap(({ claims }) => claims).length;
}

async function refusalOf(work: Promise<unknown>) {
  try {
    await work;
  } catch (error) {
    return error as { code: string; extensions: Record<string, unknown> };
  }
  throw new Error('it was not refused');
}
