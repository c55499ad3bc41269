import { expect } from 'chai';
import type { AppointmentRecord } from '../../../src/features/appointments/index.js';
import { MONDAY_MORNING, useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';

const ACTOR = { id: 'man-1', name: '负责人', hall: 'futian' };
const CLOSE = 'T17:00:00+08:00';

describe('close of business', () => {
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '1000/1h' } });
  let books = 0;

  beforeEach(() => bureau.setTime(MONDAY_MORNING));

  it('marks who never came, at closing time and not before', async () => {
    const { reference } = await book(1, '2026-11-09');
    bureau.setTime('2026-11-09T16:59:00+08:00');
    expect(await close()).to.deep.equal({ missed: 0, unserved: 0 });
    bureau.setTime(`2026-11-09${CLOSE}`);
    expect((await close()).missed).to.equal(1);
    expect(await close()).to.deep.equal({ missed: 0, unserved: 0 });
    const record = await find(reference);
    expect(record.state).to.equal('no-show');
    expect(record.activeKeys).to.equal(undefined);
    expect(record.history.at(-1)).to.include({ action: 'no-show', actor: 'system' });
  });

  it('sends those who came in vain home with the right to come back', async () => {
    const { reference } = await book(2, '2026-11-09', '16:00');
    bureau.setTime('2026-11-09T16:00:00+08:00');
    const numbers = generateCouple({ seed: 2 }).map(({ document }) => document.number);
    const { serving } = bureau.services;
    await serving.checkIn({ record: await find(reference), proof: { numbers }, actor: ACTOR, now: bureau.clock.now() });
    bureau.setTime(`2026-11-09${CLOSE}`);
    expect((await close()).unserved).to.equal(0);
    bureau.setTime('2026-11-10T00:01:00+08:00');
    expect((await close()).unserved).to.equal(1);
    const record = await find(reference);
    expect(record.outcome).to.deep.equal({ kind: 'unserved', returnUntil: '2026-12-10' });
  });

  it('blocks both people for 15 days after the second miss within 30', async () => {
    await missTwice(3);
    const refused = await tryToBook(3, '2026-11-17');
    expect([refused.status, refused.body.code]).to.deep.equal([409, 'blocked-no-show']);
    expect(refused.body.until).to.equal('2026-11-25T16:00:00.000Z');
    bureau.setTime('2026-11-26T09:00:00+08:00');
    expect((await tryToBook(3, '2026-12-01')).status).to.equal(201);
  });

  it('lets a manager lift a block with a reason; what was missed counts no more', async () => {
    const [, second] = await missTwice(4);
    const { noShows, audit, models } = bureau.services;
    await noShows.lift({ record: second, reason: '住院', actor: ACTOR, now: bureau.clock.now() });
    await noShows.blockRepeated(bureau.clock.now());
    expect((await tryToBook(4, '2026-11-17')).status).to.equal(201);
    await audit.drain();
    const entry = await models.auditEntries.findOne({ action: 'block.lift' }).lean();
    expect(entry).to.include({ actor: 'staff:man-1', reason: '住院', subject: `appointment:${second.reference}` });
  });

  it('is undone for a couple that was there after all, and ends the block it led to', async () => {
    const [, second] = await missTwice(5);
    const { noShows } = bureau.services;
    const now = bureau.clock.now();
    const undone = await noShows.undo({ record: second, reason: '窗口漏扫', actor: ACTOR, now });
    expect(undone.state).to.equal('checked-in');
    expect(await noShows.blocksOf(second, now)).to.deep.equal([]);
  });

  it('blames nobody for a day that the hall itself had closed', async () => {
    const { reference } = await book(6, '2026-11-11');
    const { models } = bureau.services;
    await closeHallOn('2026-11-11');
    bureau.setTime('2026-11-12T09:00:00+08:00');
    expect((await close()).missed).to.equal(0);
    const record = await find(reference);
    expect([record.state, record.missedBy]).to.deep.equal(['cancelled', undefined]);
    const slot = await models.slots.findById(record.slot).lean();
    expect(slot?.claims.filter(({ holder }) => holder === record._id)).to.deep.equal([]);
  });

  it('tells those whom the hall did not serve that it called them off, once, and by letter as well', async () => {
    const { reference } = await book(9, '2026-11-12', '09:00', MONDAY_MORNING, { email: 'li@example.com' });
    await closeHallOn('2026-11-12');
    bureau.setTime(`2026-11-12${CLOSE}`);
    await close();
    await close();

    const record = await find(reference);
    const about = await bureau.services.notifications.messages.about(record._id);
    const after = about.filter(({ dueAt }) => dueAt >= record.updatedAt);
    expect(after.map(({ kind, role, state }) => `${kind} ${role} ${state}`)).to.have.members([
      'appointment-called-off contact sent',
      'appointment-called-off contact-mail sent',
    ]);
    const ahead = about.filter(({ state }) => state === 'queued');
    expect(ahead).to.deep.equal([]);
    const [message] = await bureau.services.notifications.messages.sentAs('contact', [record._id]);
    expect(message?.body).to.include(reference).and.to.include('不计爽约');
  });

  it('lets no telephone ring for it at night, and of a closing nobody has been told yet says only how it ended', async () => {
    const { reference } = await book(10, '2026-11-13', '09:00');
    await closeHallOn('2026-11-13', '2026-11-12T21:30:00+08:00');
    bureau.setTime('2026-11-13T21:30:00+08:00');
    await close();
    const { _id } = await find(reference);
    const { messages } = bureau.services.notifications;
    const [last, ...others] = (await messages.about(_id)).reverse();
    expect([last?.kind, last?.state]).to.deep.equal(['appointment-called-off', 'queued']);
    expect(last?.nextAt).to.deep.equal(new Date('2026-11-14T08:00:00+08:00'));
    const closing = others.find(({ kind }) => kind === 'day-closed');
    expect([closing?.state, closing?.reason]).to.deep.equal(['cancelled', 'no-longer-owed']);
  });

  it('tells them of it although whoever called it off died before', async () => {
    const { reference } = await book(11, '2026-11-16', '09:00');
    await closeHallOn('2026-11-16');
    bureau.setTime(`2026-11-16${CLOSE}`);
    await close();
    const { models, notifications } = bureau.services;
    const { _id } = await find(reference);
    await models.messages.deleteMany({ subject: _id, kind: 'appointment-called-off' });
    bureau.advance(60_000);
    await notifications.planning.healRecent(bureau.clock.now());
    const about = await notifications.messages.about(_id);
    expect(about.filter(({ kind }) => kind === 'appointment-called-off')).to.have.length(1);
  });

  it('tells them of the miss, and of a block in its place', async () => {
    const [first, second] = await missTwice(7, '10:00');
    const { notifications } = bureau.services;
    const states = async (record: AppointmentRecord) => {
      const about = await notifications.messages.about(record._id);
      const after = about.filter(({ kind }) => kind === 'appointment-missed' || kind === 'booking-blocked');
      return after.map(({ kind, state, reason }) => [kind, state, reason]);
    };
    const [waiting] = (await notifications.messages.about(second._id)).filter(({ state }) => state === 'queued');

    expect(await notifications.sender.send(waiting?._id ?? '')).to.equal('suppressed');

    expect(await states(first)).to.deep.equal([['appointment-missed', 'sent', undefined]]);
    expect(await states(second)).to.have.deep.members([
      ['booking-blocked', 'sent', undefined],
      ['appointment-missed', 'suppressed', 'merged'],
    ]);
    const blocked = (await notifications.messages.latest({})).find(
      ({ kind, subject }) => kind === 'booking-blocked' && subject === second._id,
    );
    expect(blocked?.body).to.contain('11月26日').and.to.contain(second.reference);
  });

  it('tells them of a block although whoever set it died before', async () => {
    await bureau.setCapacity(10, { date: '2026-11-10', start: '14:00' });
    const [, second] = await missTwice(8, '10:30');
    const { models, notifications } = bureau.services;
    await models.messages.deleteMany({ subject: second._id, kind: 'booking-blocked' });
    await close();
    const about = await notifications.messages.about(second._id);
    expect(about.filter(({ kind }) => kind === 'booking-blocked')).to.have.length(1);
  });

  async function missTwice(seed: number, start = '09:00'): Promise<[AppointmentRecord, AppointmentRecord]> {
    const first = await book(seed, '2026-11-09', start);
    bureau.setTime(`2026-11-09${CLOSE}`);
    await close();
    const second = await book(seed, '2026-11-10', '14:00', '2026-11-09T09:00:00+08:00');
    bureau.setTime(`2026-11-10${CLOSE}`);
    await close();
    return [await find(first.reference), await find(second.reference)];
  }

  async function book(
    seed: number,
    date: string,
    start = '09:00',
    at = MONDAY_MORNING,
    more: { email?: string } = {},
  ): Promise<{ reference: string }> {
    bureau.setTime(at);
    const answer = await tryToBook(seed, date, start, more);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body as { reference: string };
  }

  async function closeHallOn(date: string, at = MONDAY_MORNING): Promise<void> {
    bureau.setTime(at);
    const { hallOffice, halls } = bureau.services;
    const closure = { from: date, to: date, reason: { 'zh-CN': '停电', en: 'Power cut' } };
    await hallOffice.changes.commit({
      hall: 'futian',
      change: { kind: 'closed', closure },
      revision: (await halls.named('futian')).revision ?? 0,
      reason: '停电',
      moves: new Map(),
      actor: ACTOR,
      now: bureau.clock.now(),
    });
  }

  async function tryToBook(seed: number, date: string, start = '09:00', more: { email?: string } = {}) {
    const body = await bureau.bookingBody(seed, { date, start, ...more });
    return bureau.http
      .post('/api/v1/appointments')
      .set('Idempotency-Key', `no-show-${(books += 1)}`)
      .send(body);
  }

  const close = () => bureau.services.noShows.closeDays(bureau.clock.now());
  const find = (reference: string) => bureau.services.serving.find(reference, 'futian');
});
