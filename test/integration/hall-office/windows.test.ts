import { expect } from 'chai';
import { verifyBookings } from '../../../src/features/appointments/index.js';
import type { HallChange } from '../../../src/features/halls/index.js';
import { BOOKABLE_DAY, useBureau } from '../../support/bureau.js';

const SLOT = `futian/${BOOKABLE_DAY}/10:00/marriage/online`;
const CLOSURE = { from: BOOKABLE_DAY, to: BOOKABLE_DAY, windows: { business: 'marriage', count: 1 } } as const;

describe('one of two windows is out of service for a day', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  let references: string[];

  before(async () => {
    references = [];
    for (const seed of [9801, 9802, 9803, 9804])
      references.push((await bureau.bookCouple(seed, { start: '10:00' })).reference);
    await commit({ kind: 'closed', closure: { ...CLOSURE, reason: { 'zh-CN': '设备检修', en: 'Repairs' } } }, 0);
  });

  it('keeps who came first and tells the others, who may move without its counting', async () => {
    const told = await bureau.services.models.messages.find({ kind: 'day-closed' }).lean();
    const records = await bureau.services.models.appointments.find({ reference: { $in: references.slice(2) } }).lean();
    expect(told.map(({ subject }) => subject)).to.have.members(records.map(({ _id }) => _id));
    for (const record of records) expect(await bureau.services.managing.isSlotClosed(record)).to.equal(true);
    const first = await bureau.services.models.appointments.findOne({ reference: references[0] }).lean();
    expect(await bureau.services.managing.isSlotClosed(first!)).to.equal(false);
  });

  it('never has more couples in a slot than its capacity', async () => {
    const slot = await bureau.services.claims.read(SLOT);
    expect(slot).to.include({ capacity: 4, isShort: true, isClosed: false });
    const { audit, models, appointmentMessages, secrets } = bureau.services;
    await audit.drain();
    const { violations } = await verifyBookings({ ...models, ...secrets, appointmentMessages }, bureau.clock.now());
    expect(violations).to.deep.equal([]);
  });

  it('lets nobody in for a couple that leaves, and shows the time as full', async () => {
    await move(references[3]!, '11:00');
    const { body } = await bureau.http.get(
      `/api/v1/halls/futian/availability?business=marriage&from=${BOOKABLE_DAY}&to=${BOOKABLE_DAY}`,
    );
    const shown = (body as { days: { slots: { start: string; lane: string; state: string }[] }[] }).days[0]?.slots;
    expect(shown?.find(({ start, lane }) => lane === 'online' && start.includes('T10:00'))?.state).to.equal('full');
    const attempt = await bureau.http
      .post('/api/v1/appointments')
      .set('Idempotency-Key', 'instead')
      .send(await bureau.bookingBody(9805, { start: '10:00' }));
    expect([attempt.status, (attempt.body as { code: string }).code]).to.deep.equal([409, 'slot-full']);
  });

  it('is as planned once enough have moved, and has its places again when the window is back', async () => {
    await move(references[2]!, '11:30');
    await bureau.services.hallOffice.changes.keepPlanned('futian', bureau.clock.now());
    expect(await bureau.services.claims.read(SLOT)).to.include({ capacity: 2, isShort: false });
    await commit({ kind: 'reopened', closure: CLOSURE }, 1);
    expect(await bureau.services.claims.read(SLOT)).to.include({ capacity: 4, isShort: false });
    references.push((await bureau.bookCouple(9806, { start: '10:00' })).reference);
  });

  it('is no miss of those who stayed away because they were told', async () => {
    await commit({ kind: 'closed', closure: { ...CLOSURE, reason: { 'zh-CN': '设备检修', en: 'Repairs' } } }, 2);
    bureau.setTime(`${BOOKABLE_DAY}T18:00:00+08:00`);
    await bureau.services.noShows.closeDays(bureau.clock.now());
    const { appointments } = bureau.services.models;
    const states = (await appointments.find({ slot: SLOT }).lean()).map(({ reference, state }) => [reference, state]);
    expect(states).to.have.deep.members([
      [references[0], 'no-show'],
      [references[1], 'no-show'],
      [references[4], 'cancelled'],
    ]);
  });

  async function move(reference: string, start: string) {
    const { hallOffice } = bureau.services;
    const record = await hallOffice.moving.find(reference, 'futian');
    await hallOffice.moving.move({ record, to: { date: BOOKABLE_DAY, start }, reason: '窗口检修', ...by() });
  }

  function commit(change: HallChange, revision: number) {
    const { changes } = bureau.services.hallOffice;
    return changes.commit({ hall: 'futian', change, revision, reason: '窗口检修', moves: new Map(), ...by() });
  }

  function by() {
    return { actor: { id: 'manager-1', name: '陈主任', hall: 'futian' }, now: bureau.clock.now() };
  }
});
