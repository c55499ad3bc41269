import { expect } from 'chai';
import { bearer, expectProblem, faultsOf, slotOf } from '../../support/api.js';
import { BOOKABLE_DAY, type BookedAppointment, MONDAY_MORNING, toParty, useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';
import { foreignHall, testHall } from '../../support/halls.js';

const DAY = BOOKABLE_DAY;

describe('An appointment and whoever holds its token', () => {
  const bureau = useBureau();
  beforeEach(() => bureau.setTime(MONDAY_MORNING));

  const act = (booked: BookedAppointment, action: string, body: object = {}) =>
    bureau.http.post(`/api/v1/appointments/${booked.reference}/${action}`).set(bearer(booked)).send(body);
  const view = (booked: BookedAppointment) =>
    bureau.http.get(`/api/v1/appointments/${booked.reference}`).set(bearer(booked));

  describe('GET /api/v1/appointments/{reference}', () => {
    it('shows names and numbers masked, and no contact details', async () => {
      const booked = await bureau.bookCouple(1);
      const { body, text } = await view(booked).expect(200);
      expect(body.parties[0].name).to.match(/^\p{Script=Han}{1,2}\*{1,2}$/u);
      expect(body.parties[0].document.number).to.match(/^\d{3}\*{11}[\dX]{4}$/);
      expect(text).to.not.match(/1[3-9]\d{9}/);
      expect(body).to.not.have.property('manageToken');
    });

    it('finds the reference however it is typed', async () => {
      const booked = await bureau.bookCouple(2);
      const typed = booked.reference.toLowerCase().replaceAll('-', '');
      await bureau.http.get(`/api/v1/appointments/${typed}`).set(bearer(booked)).expect(200);
    });

    it('answers a wrong token, a foreign one, none and an unknown reference with the same 404', async () => {
      const [mine, theirs] = [await bureau.bookCouple(3), await bureau.bookCouple(4, { start: '09:30' })];
      const path = `/api/v1/appointments/${mine.reference}`;
      const answers = [
        await bureau.http.get(path).set(bearer({ manageToken: 'wrong' })),
        await bureau.http.get(path).set(bearer(theirs)),
        await bureau.http.get(path),
        await bureau.http.get('/api/v1/appointments/XY-0000-0000').set(bearer(mine)),
        await bureau.http.get('/api/v1/appointments/nothing').set(bearer(mine)),
      ];
      for (const answer of answers) expectProblem(answer, 404, 'appointment-unknown');
      expect(new Set(answers.map(({ text }) => text))).to.have.property('size', 1);
    });
  });

  describe('POST …/reschedule', () => {
    it('moves the couple, and back again', async () => {
      const booked = await bureau.bookCouple(10, { start: '10:00' });
      const moved = await act(booked, 'reschedule', { date: DAY, start: '10:30' }).expect(200);
      expect(moved.body).to.include({ start: `${DAY}T10:30:00+08:00`, reschedulesLeft: 1, sequence: 1 });
      expect(await slotOf(bureau, { date: DAY, start: '10:30' })).to.include({ free: 3 });

      const back = await act(booked, 'reschedule', { date: DAY, start: `${DAY}T10:00:00+08:00` }).expect(200);
      expect(back.body).to.include({ start: `${DAY}T10:00:00+08:00`, reschedulesLeft: 0 });
      expect(back.body.reference).to.equal(booked.reference);
      expectProblem(await act(booked, 'reschedule', { date: DAY, start: '11:00' }), 409, 'no-reschedules-left');
    });

    it('leaves the appointment untouched when the new time is full', async () => {
      await bureau.setCapacity(1, { start: '11:00' });
      await bureau.bookCouple(11, { start: '11:00' });
      const booked = await bureau.bookCouple(12, { start: '11:30' });

      expectProblem(await act(booked, 'reschedule', { date: DAY, start: '11:00' }), 409, 'slot-full');
      expect((await view(booked)).body).to.include({ start: booked.start, reschedulesLeft: 2, sequence: 0 });
      expect(await slotOf(bureau, { date: DAY, start: '11:30' })).to.include({ free: 3 });
    });

    it('leaves a time that the hall closed without using up a reschedule', async () => {
      const date = '2026-11-10';
      const booked = await bureau.bookCouple(19, { date, start: '16:00' });
      for (const start of ['15:30', '16:00']) await act(booked, 'reschedule', { date, start }).expect(200);
      await bureau.services.models.slots.updateOne(
        { _id: `futian/${date}/16:00/marriage/online` },
        { $set: { isClosed: true } },
      );
      bureau.setTime(`${date}T08:00:00+08:00`);
      const moved = await act(booked, 'reschedule', { date: '2026-11-12', start: '15:30' }).expect(200);
      expect(moved.body).to.include({ start: '2026-11-12T15:30:00+08:00', reschedulesLeft: 0 });
      const again = await act(booked, 'reschedule', { date: '2026-11-12', start: '15:00' });
      expectProblem(again, 409, 'no-reschedules-left');
    });

    it('moves to another hall', async () => {
      const booked = await bureau.bookCouple(13, { start: '14:00' });
      const moved = await act(booked, 'reschedule', { date: DAY, start: '14:00', hall: 'nanshan' }).expect(200);
      expect(moved.body.hall.id).to.equal('nanshan');
      expect(await slotOf(bureau, { hall: 'nanshan', date: DAY, start: '14:00' })).to.include({ free: 3 });
    });

    it('gives one of two couples the last place and keeps the other where it was', async () => {
      await bureau.setCapacity(1, { start: '14:30' });
      const couples = [
        await bureau.bookCouple(14, { start: '15:00' }),
        await bureau.bookCouple(15, { start: '15:00' }),
      ];
      const answers = await Promise.all(
        couples.map((couple) => act(couple, 'reschedule', { date: DAY, start: '14:30' })),
      );
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 409]);
      const starts = await Promise.all(couples.map(async (couple) => (await view(couple)).body.start as string));
      expect(starts.sort()).to.deep.equal([`${DAY}T14:30:00+08:00`, `${DAY}T15:00:00+08:00`]);
    });

    it('refuses the time they already have, an unknown hall and the day itself', async () => {
      const booked = await bureau.bookCouple(16, { start: '15:30' });
      expect(faultsOf(await act(booked, 'reschedule', { date: DAY, start: '15:30' }))).to.deep.equal([
        'start: same-slot',
      ]);
      expect(faultsOf(await act(booked, 'reschedule', { date: DAY, start: '15:30', hall: 'nowhere' }))).to.deep.equal([
        'hall: unknown-hall',
      ]);
      bureau.setTime(`${DAY}T00:00:00+08:00`);
      expectProblem(await act(booked, 'reschedule', { date: '2026-11-10', start: '09:00' }), 409, 'too-late');
    });
  });

  describe('POST …/cancel', () => {
    it('is as good twice, or many times at once, as once: one place, one message', async () => {
      const booked = await bureau.bookCouple(20, { start: '16:00' });
      const answers = await Promise.all(Array.from({ length: 10 }, () => act(booked, 'cancel')));
      const later = await act(booked, 'cancel');

      for (const { status, body } of [...answers, later])
        expect({ status, state: body.state }).to.deep.equal({ status: 200, state: 'cancelled' });
      const { messages, slots } = bureau.services.models;
      const { _id } = (await bureau.services.models.appointments.findOne({ reference: booked.reference }).lean())!;
      expect(await messages.countDocuments({ subject: _id, kind: 'appointment-cancelled' })).to.equal(1);
      const slot = await slots.findById(`futian/${DAY}/16:00/marriage/online`).lean();
      expect(slot?.claims.filter(({ until }) => until === null)).to.have.length(0);
    });

    it('needs no body', async () => {
      const booked = await bureau.bookCouple(21, { start: '16:00' });
      await bureau.http.post(`/api/v1/appointments/${booked.reference}/cancel`).set(bearer(booked)).expect(200);
    });

    it('lets both people book again', async () => {
      const booked = await bureau.bookCouple(22, { start: '16:00' });
      await act(booked, 'cancel').expect(200);
      bureau.advance(61_000);
      const again = await bureau.http
        .post('/api/v1/appointments')
        .set('Idempotency-Key', 'anew')
        .send(await bureau.bookingBody(22, { start: '16:30' }));
      expect(again.status).to.equal(201);
    });

    it('counts as late after the day has begun, when the couple accepts that', async () => {
      const booked = await bureau.bookCouple(23, { start: '16:00' });
      bureau.setTime(`${DAY}T08:00:00+08:00`);
      const refused = await act(booked, 'cancel');
      expectProblem(refused, 409, 'too-late');
      expect(refused.body.lateCancellation).to.equal(true);

      const { body } = await act(booked, 'cancel', { late: true }).expect(200);
      expect(body).to.include({ state: 'cancelled', lateCancellation: true });
    });

    it('is too late once the slot has begun', async () => {
      const booked = await bureau.bookCouple(24, { start: '14:00' });
      bureau.setTime(`${DAY}T14:00:00+08:00`);
      const refused = await act(booked, 'cancel', { late: true });
      expectProblem(refused, 409, 'too-late');
      expect(refused.body).to.not.have.property('lateCancellation');
    });
  });

  describe('its confirmation', () => {
    const get = (booked: BookedAppointment, file: string) =>
      bureau.http.get(`/api/v1/appointments/${booked.reference}/${file}`).set(bearer(booked)).buffer();

    it('is a PDF that no cache keeps', async () => {
      const booked = await bureau.bookCouple(30, { start: '16:30' });
      const { headers, body } = await get(booked, 'slip.pdf').responseType('blob').expect(200);
      expect(headers).to.include({ 'content-type': 'application/pdf', 'cache-control': 'no-store' });
      expect(headers['content-disposition']).to.equal(`attachment; filename="${booked.reference}.pdf"`);
      expect((body as Buffer).subarray(0, 5).toString()).to.equal('%PDF-');
    });

    it('is a calendar entry that keeps its UID, raises SEQUENCE and is withdrawn by a cancellation', async () => {
      const booked = await bureau.bookCouple(31, { start: '09:30' });
      const uidOf = (text: string) => /^UID:(.+)$/m.exec(text)?.[1];
      const first = (await get(booked, 'calendar.ics').expect('Content-Type', /text\/calendar/)).text;
      await act(booked, 'reschedule', { date: '2026-11-10', start: '09:00' }).expect(200);
      const moved = (await get(booked, 'calendar.ics')).text;
      await act(booked, 'cancel').expect(200);
      const cancelled = (await get(booked, 'calendar.ics')).text;

      expect([first, moved, cancelled].map(uidOf)).to.deep.equal(Array(3).fill(uidOf(first)));
      expect(moved).to.include('SEQUENCE:1').and.to.include('DTSTART;TZID=Asia/Shanghai:20261110T090000');
      expect(cancelled).to.include('METHOD:CANCEL').and.to.include('SEQUENCE:2');
    });

    it('is a QR code whose picture stands still', async () => {
      const booked = await bureau.bookCouple(32, { start: '10:30' });
      const first = await get(booked, 'qr.svg').expect('Content-Type', 'image/svg+xml');
      await get(booked, 'qr.svg').set('If-None-Match', first.headers['etag']!).expect(304);
    });

    it('is nobody else’s', async () => {
      const booked = await bureau.bookCouple(33, { start: '10:30' });
      for (const file of ['slip.pdf', 'calendar.ics', 'qr.svg'])
        expectProblem(await get({ ...booked, manageToken: 'x' }, file), 404, 'appointment-unknown');
    });
  });
});

describe('Rescheduling to a hall that may not register them', () => {
  const bureau = useBureau({
    halls: [foreignHall(), testHall({ services: testHall().services.slice(0, 1) })],
  });

  it('names the reason and keeps the appointment', async () => {
    const booked = await bureau.bookCouple(40, foreignCouple(40));
    const answer = await bureau.http
      .post(`/api/v1/appointments/${booked.reference}/reschedule`)
      .set(bearer(booked))
      .set('Accept-Language', 'en')
      .send({ date: DAY, start: '10:00', hall: 'futian' });
    expectProblem(answer, 409, 'not-eligible');
    expect(answer.body.reasons[0].code).to.equal('foreign-authority-needed');
    expect(answer.body.reasons[0].text).to.be.a('string').and.not.equal('');
  });

  function foreignCouple(seed: number): Record<string, unknown> {
    const couple = generateCouple({ seed, female: { type: 'hm-permit' } });
    return { hall: 'nanshan', parties: couple.map(toParty) };
  }
});
