import { expect } from 'chai';
import type { HallChange } from '../../../src/features/halls/index.js';
import { MONDAY_MORNING, useBureau } from '../../support/bureau.js';

const TOMORROW = '2026-11-04';
const ACTOR = { id: 'manager-1', name: '陈主任', hall: 'futian' };
const AFTERNOON: HallChange = {
  kind: 'closed',
  closure: {
    from: TOMORROW,
    to: TOMORROW,
    hours: { from: '14:00', to: '17:00' },
    reason: { 'zh-CN': '停电检修', en: 'Power maintenance' },
  },
};

describe('a manager closes tomorrow afternoon', function () {
  this.timeout(60_000);
  const bureau = useBureau({ at: MONDAY_MORNING });
  const references: Record<string, string> = {};
  let hold: string;

  before(async () => {
    for (const [seed, start] of [
      [1, '10:00'],
      [2, '14:00'],
      [3, '15:30'],
      [4, '15:30'],
    ] as const)
      references[seed] = (await bureau.bookCouple(9000 + seed, { date: TOMORROW, start })).reference;
    bureau.setTime('2026-11-03T15:00:00+08:00');
    const slot = { hall: 'futian', date: TOMORROW, start: '16:00', business: 'marriage' };
    hold = (await bureau.http.post('/api/v1/holds').send(slot).expect(201)).body.id;
  });

  it('shows first who would have to move, with the nearest free times, and changes nothing', async () => {
    const { stranded, plan, revision } = await preview(AFTERNOON);
    expect(stranded.map(({ record }) => record.reference)).to.have.members([
      references[2],
      references[3],
      references[4],
    ]);
    expect(plan.close.every(({ start }) => start >= '14:00')).to.equal(true);
    // 14:00 tomorrow is closer to the same morning than to the day after, and staff are not bound by the lead time.
    expect(stranded[0]?.nearest[0]).to.deep.equal({ date: TOMORROW, start: '11:30', end: '12:00' });
    expect(revision).to.equal(0);
    expect(await isClosed('14:00')).to.equal(false);
  });

  it('moves the couples it was told to move, tells everyone else, and lists them', async () => {
    const { hall, moved, told } = await commit(AFTERNOON, { [references[2]!]: { date: TOMORROW, start: '11:30' } });
    expect(hall.revision).to.equal(1);
    expect(moved.map(({ reference }) => reference)).to.deep.equal([references[2]]);
    expect(told.map(({ reference }) => reference)).to.have.members([references[3], references[4]]);
    expect(await messagesOf(references[2]!)).to.deep.equal(['appointment-confirmed', 'appointment-moved']);
    expect(await messagesOf(references[3]!)).to.deep.equal(['appointment-confirmed', 'day-closed']);
    expect(await messagesOf(references[1]!)).to.deep.equal(['appointment-confirmed']);
    const left = await bureau.services.hallOffice.changes.preview({ hall: 'futian', now: bureau.clock.now() });
    expect(left.stranded.map(({ record }) => record.reference)).to.have.members([references[3], references[4]]);
  });

  it('refuses the hold at confirmation with slot-closed', async () => {
    const { hall, business, parties, contactToken, consents } = await bureau.bookingBody(9010);
    const couple = { parties, contactToken, consents };
    const { status, body } = await bureau.http
      .post('/api/v1/appointments')
      .set('Idempotency-Key', 'held-over')
      .send({ hold, ...couple });
    expect([status, body.code]).to.deep.equal([409, 'slot-closed']);
    const direct = await bureau.http
      .post('/api/v1/appointments')
      .set('Idempotency-Key', 'held-direct')
      .send({ hall, date: TOMORROW, start: '15:00', business, ...couple });
    expect([direct.status, direct.body.code]).to.deep.equal([409, 'slot-closed']);
  });

  it('counts the move neither as a reschedule nor as a cancellation, and gives the old place up', async () => {
    const { models } = bureau.services;
    const record = await models.appointments.findOne({ reference: references[2] }).lean();
    expect(record).to.include({ state: 'confirmed', date: TOMORROW, start: '11:30', reschedules: 0, sequence: 1 });
    expect(record?.history.at(-1)).to.include({ action: 'moved', actor: 'staff:manager-1', reason: '停电检修' });
    const old = await models.slots.findById(`futian/${TOMORROW}/14:00/marriage/online`).lean();
    expect(old?.claims.filter(({ holder }) => holder === record?._id)).to.deep.equal([]);
  });

  it('lets a couple that was told choose another time without its counting', async () => {
    const record = await bureau.services.models.appointments.findOne({ reference: references[3] }).lean();
    expect(await bureau.services.managing.isSlotClosed(record!)).to.equal(true);
  });

  it('keeps the morning open and shows the afternoon as closed', async () => {
    const { body } = await bureau.http.get(
      `/api/v1/halls/futian/availability?business=marriage&from=${TOMORROW}&to=${TOMORROW}`,
    );
    const states = body.days[0].slots
      .filter(({ lane }: { lane: string }) => lane === 'online')
      .filter(({ start }: { start: string }) => start.slice(11, 13) >= '14')
      .map(({ state }: { state: string }) => state);
    expect(new Set(states)).to.deep.equal(new Set(['closed']));
  });

  it('stands in the history of the hall and in the audit chain with who and why', async () => {
    const [latest] = await bureau.services.hallOffice.edits.history('futian');
    expect(latest).to.include({ revision: 1, actor: 'staff:manager-1', by: '陈主任', reason: '停电检修' });
    await bureau.services.audit.drain();
    const entry = await bureau.services.models.auditEntries.findOne({ key: 'hall:futian:1' }).lean();
    expect(entry).to.include({ action: 'hall.closed', actor: 'staff:manager-1', reason: '停电检修' });
  });

  it('is opened again, and those who still hold their time are told so, once', async () => {
    const { closure } = AFTERNOON as { closure: { from: string; to: string } };
    const { told } = await commit({ kind: 'reopened', closure }, {}, 1);
    expect(told).to.deep.equal([]);
    expect(await isClosed('15:30')).to.equal(false);
    expect(await messagesOf(references[3]!)).to.deep.equal(['appointment-confirmed', 'day-closed', 'day-reopened']);
    expect(await messagesOf(references[2]!)).to.deep.equal(['appointment-confirmed', 'appointment-moved']);
  });

  it('closes once more, and everyone is told once more', async () => {
    await commit(AFTERNOON, {}, 2);
    expect((await messagesOf(references[4]!)).filter((kind) => kind === 'day-closed')).to.have.length(2);
  });

  function preview(change: HallChange) {
    return bureau.services.hallOffice.changes.preview({ hall: 'futian', change, now: bureau.clock.now() });
  }

  function commit(change: HallChange, moves: Record<string, { date: string; start: string }>, revision = 0) {
    return bureau.services.hallOffice.changes.commit({
      hall: 'futian',
      change,
      revision,
      reason: '停电检修',
      moves: new Map(Object.entries(moves)),
      actor: ACTOR,
      now: bureau.clock.now(),
    });
  }

  async function isClosed(start: string): Promise<boolean | undefined> {
    return (await bureau.services.claims.read(`futian/${TOMORROW}/${start}/marriage/online`))?.isClosed;
  }

  async function messagesOf(reference: string): Promise<string[]> {
    const record = await bureau.services.models.appointments.findOne({ reference }).lean();
    const sent = await bureau.services.models.messages
      .find({ subject: record?._id, state: 'sent' })
      .sort({ at: 1 })
      .lean();
    return sent.map(({ kind }) => kind);
  }
});
