import { expect } from 'chai';
import { expectProblem, faultsOf, postBooking, slotOf } from '../../support/api.js';
import { BOOKABLE_DAY, MONDAY_MORNING, useBureau } from '../../support/bureau.js';

const MINUTE_MS = 60_000;

describe('POST /api/v1/holds', () => {
  const bureau = useBureau();
  beforeEach(() => bureau.setTime(MONDAY_MORNING));

  const slot = (start: string, more: object = {}) => ({
    hall: 'futian',
    date: BOOKABLE_DAY,
    start,
    business: 'marriage',
    ...more,
  });
  const hold = (body: object) => bureau.http.post('/api/v1/holds').send(body);
  const confirmation = async (id: string, seed: number) => {
    const { parties, contactToken, consents } = await bureau.bookingBody(seed);
    return { hold: id, parties, contactToken, consents };
  };

  it('counts against everybody else but not against its owner', async () => {
    await bureau.setCapacity(1, { start: '09:00' });
    const { body: held } = await hold(slot('09:00')).expect(201);

    expectProblem(await hold(slot('09:00')), 409, 'slot-full');
    expectProblem(
      await postBooking(bureau, await bureau.bookingBody(1, { start: '09:00' }), 'stranger'),
      409,
      'slot-full',
    );
    expect(await slotOf(bureau, { date: BOOKABLE_DAY, start: '09:00' })).to.include({ state: 'full', free: 0 });
    await postBooking(bureau, await confirmation(held.id, 2), 'owner').expect(201);
  });

  it('is free for everybody the moment it expires, without any job', async () => {
    await bureau.setCapacity(1, { start: '09:30' });
    const { body: held } = await hold(slot('09:30')).expect(201);
    expect(Date.parse(held.expiresAt)).to.be.closeTo(bureau.clock.now().getTime() + 10 * MINUTE_MS, 2000);

    bureau.setTime(held.expiresAt);
    expect(await slotOf(bureau, { date: BOOKABLE_DAY, start: '09:30' })).to.include({ free: 1 });
    expectProblem(await postBooking(bureau, await confirmation(held.id, 3), 'too-slow'), 409, 'hold-expired');
    await hold(slot('09:30')).expect(201);
  });

  it('answers a repeated confirmation as before, even after the hold has run out', async () => {
    const { body: held } = await hold(slot('10:00')).expect(201);
    const body = await confirmation(held.id, 4);
    const first = await postBooking(bureau, body, 'repeat').expect(201);

    bureau.advance(15 * MINUTE_MS);
    const again = await postBooking(bureau, body, 'repeat').expect(201);
    expect(again.text).to.equal(first.text);
  });

  it('stays usable after a refusal at confirmation', async () => {
    const { body: held } = await hold(slot('10:30')).expect(201);
    const body = await confirmation(held.id, 5);
    const [him] = body.parties;

    expectProblem(await postBooking(bureau, { ...body, parties: [him, him] }, 'first'), 409, 'not-eligible');
    const wrong = await postBooking(bureau, { ...body, contactToken: 'forged' }, 'second');
    expectProblem(wrong, 409, 'contact-not-verified');
    await postBooking(bureau, body, 'third').expect(201);
  });

  it('stays in force when its owner already has another appointment', async () => {
    await bureau.setCapacity(1, { start: '11:00' });
    const { body: held } = await hold(slot('11:00')).expect(201);
    await bureau.bookCouple(6, { start: '11:30' });
    bureau.advance(2 * MINUTE_MS);

    expectProblem(await postBooking(bureau, await confirmation(held.id, 6), 'again'), 409, 'already-booked');
    expectProblem(await hold(slot('11:00')), 409, 'slot-full');
    await postBooking(bureau, await confirmation(held.id, 7), 'others').expect(201);
  });

  it('is given back at once by DELETE, and giving back twice is as good as once', async () => {
    await bureau.setCapacity(1, { start: '14:00' });
    const { body: held } = await hold(slot('14:00')).expect(201);

    await bureau.http.delete(`/api/v1/holds/${held.id}`).expect(204);
    await bureau.http.delete(`/api/v1/holds/${held.id}`).expect(204);
    expect(await slotOf(bureau, { date: BOOKABLE_DAY, start: '14:00' })).to.include({ free: 1 });
  });

  it('keeps the place of an appointment when its hold is given back too late', async () => {
    await bureau.setCapacity(1, { start: '14:30' });
    const { body: held } = await hold(slot('14:30')).expect(201);
    await postBooking(bureau, await confirmation(held.id, 8), 'kept').expect(201);

    await bureau.http.delete(`/api/v1/holds/${held.id}`).expect(204);
    expect(await slotOf(bureau, { date: BOOKABLE_DAY, start: '14:30' })).to.include({ free: 0 });
  });

  it('does not know a hold nobody issued', async () => {
    expectProblem(await bureau.http.delete('/api/v1/holds/abc.def'), 404, 'hold-unknown');
    expectProblem(await bureau.http.delete('/api/v1/holds/nonsense'), 404, 'not-found');
  });

  it('takes a start as availability gave it', async () => {
    const { start } = await slotOf(bureau, { date: BOOKABLE_DAY, start: '15:00' });
    await hold(slot(start)).expect(201);
    expect(await slotOf(bureau, { date: BOOKABLE_DAY, start: '15:00' })).to.include({ free: 3 });
    await hold(slot('2026-11-09T07:00:00Z')).expect(201);
  });

  it('refuses a start that is on another day at the hall', async () => {
    const answer = await hold(slot('2026-11-10T09:00:00+08:00'));
    expect(faultsOf(answer)).to.deep.equal(['start: start-on-other-day']);
  });

  it('is exchanged for a place in the lane the parties need, at the same time', async () => {
    const there = { hall: 'nanshan', date: BOOKABLE_DAY, start: '09:00' };
    const { body: held } = await hold(slot('09:00', there)).expect(201);
    const { parties, ...body } = await confirmation(held.id, 30);
    const abroad = [{ ...parties[0], document: { type: 'hm-permit', number: 'H12345678' } }, parties[1]];

    const booked = await postBooking(bureau, { ...body, parties: abroad }, 'mixed').expect(201);
    expect(booked.body).to.include({ lane: 'foreign', date: BOOKABLE_DAY });
    expect(await slotOf(bureau, there)).to.include({ lane: 'online', free: 4 });
    const again = await postBooking(bureau, { ...body, parties: abroad }, 'mixed once more').expect(201);
    expect(again.body.reference).to.equal(booked.body.reference);

    const { body: foreign } = await hold(slot('09:30', { ...there, start: '09:30', lane: 'foreign' })).expect(201);
    const usual = await postBooking(bureau, await confirmation(foreign.id, 31), 'usual').expect(201);
    expect(usual.body.lane).to.equal('online');
    bureau.advance(11 * MINUTE_MS);
    expectProblem(await postBooking(bureau, await confirmation(foreign.id, 32), 'late'), 422, 'idempotency-conflict');
  });

  it('leaves lanes that belong to the hall to the hall', async () => {
    for (const lane of ['walk-in', 'green', 'ceremony', 'vip'])
      expect(faultsOf(await hold(slot('15:30', { lane })))).to.deep.equal(['lane: not-offered']);
  });

  it('tells a closed day from a full one', async () => {
    expectProblem(await hold(slot('03:00')), 409, 'slot-closed');
    expectProblem(await hold(slot('09:00', { date: '2026-11-08' })), 409, 'slot-closed');
  });

  it('refuses with slot-closed when the day was closed after the hold', async () => {
    const { body: held } = await hold(slot('15:30')).expect(201);
    await bureau.services.models.slots.updateMany({ date: BOOKABLE_DAY, start: '15:30' }, { $set: { isClosed: true } });
    expectProblem(await postBooking(bureau, await confirmation(held.id, 9), 'closed'), 409, 'slot-closed');
  });

  it('refuses a day that has passed', async () => {
    expect(faultsOf(await hold(slot('09:00', { date: '2026-11-01' })))).to.deep.equal(['date: past']);
  });
});

describe('The release of a day', () => {
  const bureau = useBureau();
  const DAY = '2026-11-18';
  const RELEASE = '2026-11-03T08:30:00+08:00';
  const hold = () =>
    bureau.http.post('/api/v1/holds').send({ hall: 'futian', date: DAY, start: '09:00', business: 'marriage' });

  it('answers not-yet-released with the instant, one second early, and opens at that very instant', async () => {
    bureau.setTime('2026-11-03T08:29:59+08:00');
    const early = await hold();
    expectProblem(early, 409, 'not-yet-released');
    expect(Date.parse(early.body.releaseAt)).to.equal(Date.parse(RELEASE));
    expect(await slotOf(bureau, { date: DAY, start: '09:00' })).to.deep.include({
      state: 'not-yet-released',
      releaseAt: RELEASE,
    });

    bureau.setTime(RELEASE);
    await hold().expect(201);
    expect(await slotOf(bureau, { date: DAY, start: '09:00' })).to.include({ free: 3 });
  });
});
