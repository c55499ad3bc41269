import { expect } from 'chai';
import { type AppointmentRecord, verifyBookings } from '../../../src/features/appointments/index.js';
import { type Bureau, MONDAY_MORNING, useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';

const ACTOR = { id: 'reg-1', name: '登记员', hall: 'futian' };
const ARRIVAL = '2026-11-09T08:45:00+08:00';

describe('an appointment on its day', () => {
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '100/1h' } });
  beforeEach(() => bureau.setTime(MONDAY_MORNING));

  it('is checked in once both documents are those of the booking', async () => {
    const record = await booked(bureau, 1);
    bureau.setTime(ARRIVAL);
    const wrong = await codeOf(checkIn(bureau, record, { numbers: numbersOf(2) }));
    expect(wrong.fields).to.deep.equal(['numbers.0', 'numbers.1']);
    const after = await checkIn(bureau, record, { numbers: numbersOf(1) });
    expect(after.state).to.equal('checked-in');
    expect(after.history.at(-1)).to.include({ action: 'checked-in', actor: 'staff:reg-1' });
    expect((await codeOf(checkIn(bureau, after, { numbers: numbersOf(1) }))).code).to.equal('check-in-twice');
  });

  it('is not checked in on another day, too early or after closing', async () => {
    const record = await booked(bureau, 3);
    const at = async (time: string) => {
      bureau.setTime(time);
      return (await codeOf(checkIn(bureau, record, { numbers: numbersOf(3) }))).code;
    };
    expect(await at('2026-11-08T10:00:00+08:00')).to.equal('check-in-wrong-day');
    expect(await at('2026-11-09T08:29:59+08:00')).to.equal('check-in-too-early');
    expect(await at('2026-11-09T17:00:00+08:00')).to.equal('check-in-too-late');
  });

  it('is completed with a certificate number that nobody else has, and lets both book again', async () => {
    const first = await arrived(bureau, 4);
    const second = await arrived(bureau, 5);
    const { serving } = bureau.services;
    const now = bureau.clock.now();
    const by = { actor: ACTOR, now };
    expect((await codeOf(serving.complete({ record: first, ...by }))).fields).to.deep.equal(['certificateSerial']);
    const done = await serving.complete({ record: first, certificateSerial: 'j440304－2026－000001', ...by });
    expect(done).to.include({ state: 'completed', certificateSerial: 'J440304-2026-000001' });
    expect(done.activeKeys).to.equal(undefined);
    const twice = serving.complete({ record: second, certificateSerial: 'J440304-2026-000001', ...by });
    expect((await codeOf(twice)).code).to.equal('certificate-taken');
  });

  it('finished by two registrars at once is finished by one', async () => {
    const record = await arrived(bureau, 6);
    const by = { record, actor: ACTOR, now: bureau.clock.now() };
    const outcomes = await Promise.allSettled([
      bureau.services.serving.withdraw(by),
      bureau.services.serving.complete({ ...by, certificateSerial: 'J440304-2026-000006' }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
  });

  it('refused for a legal reason, and for no other', async () => {
    const record = await arrived(bureau, 7);
    const by = { record, actor: ACTOR, now: bureau.clock.now() };
    expect((await codeOf(bureau.services.serving.fail({ ...by, reason: 'bad-mood' }))).fields).to.deep.equal([
      'reason',
    ]);
    const failed = await bureau.services.serving.fail({ ...by, reason: 'close-kin' });
    expect(failed).to.deep.include({ state: 'not-completed', outcome: { kind: 'refused', reason: 'close-kin' } });
  });

  it('with papers missing may come back until the day named, without booking again', async () => {
    const record = await arrived(bureau, 8);
    const { serving } = bureau.services;
    const sent = await serving.returnIncomplete({
      record,
      until: '2026-11-16',
      actor: ACTOR,
      now: bureau.clock.now(),
    });
    bureau.setTime('2026-11-17T10:00:00+08:00');
    expect((await codeOf(checkIn(bureau, sent, { numbers: numbersOf(8) }))).code).to.equal('check-in-wrong-day');
    bureau.setTime('2026-11-16T10:00:00+08:00');
    const back = await checkIn(bureau, sent, { numbers: numbersOf(8) });
    expect(back.state).to.equal('checked-in');
    expect(back.activeKeys).to.have.length(3);
    expect(back.outcome).to.equal(undefined);
  });

  it('is undone within five minutes with what it gave up, and not later', async () => {
    const record = await arrived(bureau, 9);
    const { serving } = bureau.services;
    const done = await serving.complete({
      record,
      certificateSerial: 'J440304-2026-000009',
      actor: ACTOR,
      now: bureau.clock.now(),
    });
    bureau.advance(6 * 60_000);
    const undo = (now: Date) => serving.undo({ record: done, reason: '点错', actor: ACTOR, now });
    expect((await codeOf(undo(bureau.clock.now()))).code).to.equal('undo-too-late');
    const undone = await undo(new Date(done.updatedAt.getTime() + 299_000));
    expect(undone.state).to.equal('checked-in');
    expect(undone.activeKeys?.sort()).to.deep.equal(record.activeKeys?.sort());
    expect(undone.certificateSerial).to.equal(undefined);
    expect(undone.history.at(-1)).to.include({ action: 'undone', reason: '点错' });
  });

  it('cannot be undone while another appointment of theirs is in force, which is named', async () => {
    const record = await arrived(bureau, 10);
    const done = await bureau.services.serving.withdraw({ record, actor: ACTOR, now: bureau.clock.now() });
    const again = await rebook(bureau, 10);
    const refused = await codeOf(
      bureau.services.serving.undo({ record: done, reason: '点错', actor: ACTOR, now: done.updatedAt }),
    );
    expect(refused.code).to.equal('already-booked');
    expect(refused.extensions['reference']).to.equal(again.reference);
  });

  it('keeps every invariant', async () => {
    await bureau.services.audit.drain();
    const { models, appointmentMessages, secrets } = bureau.services;
    const later = new Date(bureau.clock.now().getTime() + 3_600_000);
    const { violations } = await verifyBookings({ ...models, ...secrets, appointmentMessages }, later);
    expect(violations).to.deep.equal([]);
  });
});

async function rebook(bureau: Bureau, seed: number) {
  const body = await bureau.bookingBody(seed, { date: '2026-11-12', start: '10:00' });
  const answer = await bureau.http.post('/api/v1/appointments').set('Idempotency-Key', `again-${seed}`).send(body);
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body as { reference: string };
}

async function booked(bureau: Bureau, seed: number): Promise<AppointmentRecord> {
  const { reference } = await bureau.bookCouple(seed);
  return bureau.services.serving.find(reference, 'futian');
}

async function arrived(bureau: Bureau, seed: number): Promise<AppointmentRecord> {
  bureau.setTime(MONDAY_MORNING);
  const { reference } = await bureau.bookCouple(seed, { start: ['10:00', '10:30', '11:00'][seed % 3]! });
  const record = await bureau.services.serving.find(reference, 'futian');
  bureau.setTime(record.startsAt);
  return checkIn(bureau, record, { numbers: numbersOf(seed) });
}

function checkIn(bureau: Bureau, record: AppointmentRecord, proof: { numbers: string[] }): Promise<AppointmentRecord> {
  return bureau.services.serving.checkIn({ record, proof, actor: ACTOR, now: bureau.clock.now() });
}

function numbersOf(seed: number): string[] {
  return generateCouple({ seed }).map(({ document }) => document.number);
}

async function codeOf(work: Promise<unknown>) {
  try {
    await work;
  } catch (error) {
    const { code, fields, extensions } = error as {
      code: string;
      fields?: { field: string }[];
      extensions: Record<string, unknown>;
    };
    return { code, fields: fields?.map(({ field }) => field), extensions };
  }
  throw new Error('it was not refused');
}
