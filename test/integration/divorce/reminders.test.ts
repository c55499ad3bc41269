import { expect } from 'chai';
import { planAllHalls } from '../../../src/jobs/recurring-jobs.js';
import { bearer, postBooking } from '../../support/api.js';
import { type BookedAppointment, toParty, useBureau } from '../../support/bureau.js';
import type { GeneratedCouple } from '../../support/people.js';
import { ACCEPTED_AT, acceptCouple, divorceHall, REGISTRAR } from './support/applications.js';
import { noticeOf2027 } from './support/notice.js';
import { duesOf, messagesAbout, workAt } from './support/telling.js';

describe('reminders of the dates of a divorce', () => {
  const bureau = useBureau({ halls: [divorceHall()], at: ACCEPTED_AT, env: { RATE_PHONE_CODES: '100/1h' } });
  const now = () => bureau.clock.now();
  let seed = 9000;

  beforeEach(() => {
    bureau.setTime(ACCEPTED_AT);
    seed += 1;
  });

  it('wait from the acceptance on, each for its date', async () => {
    const { id } = await acceptCouple(bureau, seed);
    expect(await duesOf(bureau, id)).to.deep.equal([
      'divorce-cooling-ending 2026-09-15 10:00',
      'divorce-window-open 2026-09-20 08:30',
      'divorce-window-closing 2026-10-12 10:00',
      'divorce-window-last-call 2026-10-18 10:00',
    ]);
  });

  it('reach each of the two once, on their day, until the application lapses in the night and both hear of it at eight', async () => {
    const { id, couple } = await acceptCouple(bureau, seed);
    const days = ['2026-09-15', '2026-09-20', '2026-10-12', '2026-10-18'];
    for (const [index, day] of days.entries()) {
      await workAt(bureau, `${day}T${index === 1 ? '08:29' : '09:59'}:00+08:00`);
      expect(await sent(id), day).to.have.length(2 * (index + 1));
      for (let twice = 0; twice < 2; twice += 1) await workAt(bureau, `${day}T10:00:00+08:00`);
      expect(await sent(id), day).to.have.length(2 * (index + 2));
    }
    bureau.setTime('2026-10-20T00:00:00+08:00');
    await bureau.services.divorce.upkeep.lapse(now());
    await workAt(bureau, '2026-10-20T07:59:00+08:00');
    expect(await sent(id)).to.have.length(10);
    await workAt(bureau, '2026-10-20T08:00:00+08:00');
    expect((await sent(id)).slice(-2)).to.deep.equal(['divorce-ended party-0 sent', 'divorce-ended party-1 sent']);
    for (const { phone } of couple) {
      const told = await bureau.services.notifications.messages.sentTo(phone);
      expect(told).to.have.length(6);
      for (const { body } of told) expect(body).not.to.match(/离婚|冷静|撤回|divorce/);
    }
  });

  it('are all taken back when one of them withdraws', async () => {
    const { id } = await acceptCouple(bureau, seed);
    await bureau.services.divorce.cases.withdraw({ id, party: 0, actor: REGISTRAR, now: now() });
    expect(await duesOf(bureau, id)).to.deep.equal([]);
    const taken = (await messagesAbout(bureau, id)).filter((message) => message.includes('cancelled no-longer-owed'));
    expect(taken).to.have.length(8);
    await workAt(bureau, '2026-09-15T10:00:00+08:00');
    expect(await sent(id)).to.deep.equal([
      'divorce-accepted party-0 sent',
      'divorce-accepted party-1 sent',
      'divorce-ended party-0 sent',
      'divorce-ended party-1 sent',
    ]);
  });

  it('end with the certificates', async () => {
    const { id } = await acceptCouple(bureau, seed);
    bureau.setTime('2026-09-21T10:00:00+08:00');
    await bureau.services.divorce.cases.issue({ id, serial: `L440304-2026-${seed}00`, actor: REGISTRAR, now: now() });
    expect(await duesOf(bureau, id)).to.deep.equal([]);
  });

  it('leave the end of the window to the appointment while there is one, and come back when it is given up', async () => {
    const { id, couple, receiptNumber } = await acceptCouple(bureau, seed);
    const booked = await bookVisit(couple, receiptNumber);
    await workAt(bureau, '2026-10-08T10:05:00+08:00');
    expect(await duesOf(bureau, id)).to.deep.equal([]);
    await workAt(bureau, '2026-10-12T10:00:00+08:00');
    expect(await sent(id)).not.to.include('divorce-window-closing party-0 sent');

    await bureau.http.post(`/api/v1/appointments/${booked.reference}/cancel`).set(bearer(booked)).expect(200);
    await workAt(bureau, '2026-10-12T10:05:00+08:00');
    expect((await sent(id)).slice(-2)).to.deep.equal([
      'divorce-window-closing party-0 sent',
      'divorce-window-closing party-1 sent',
    ]);
    expect(await duesOf(bureau, id)).to.deep.equal(['divorce-window-last-call 2026-10-18 10:00']);
  });

  it('are not sent to a couple that books at the last moment, although nobody has planned again', async () => {
    const { id, couple, receiptNumber } = await acceptCouple(bureau, seed);
    await bookVisit(couple, receiptNumber, '2026-10-12T09:59:00+08:00');
    await workAt(bureau, '2026-10-12T10:00:00+08:00');
    expect(await messagesAbout(bureau, id)).to.include.members([
      'divorce-window-closing party-0 cancelled no-longer-owed',
      'divorce-window-closing party-1 cancelled no-longer-owed',
    ]);
  });

  it('move with the dates, and are sent for the new ones alone', async () => {
    bureau.setTime('2026-11-16T10:00:00+08:00');
    const { id } = await acceptCouple(bureau, seed);
    const before = await duesOf(bureau, id);
    expect(before.slice(2)).to.deep.equal([
      'divorce-window-closing 2027-01-08 10:00',
      'divorce-window-last-call 2027-01-14 10:00',
    ]);
    await bureau.services.holidayImports.import({
      notice: noticeOf2027(),
      revision: 0,
      actor: 'script:test',
      now: now(),
    });
    expect(await duesOf(bureau, id)).to.deep.equal([
      ...before.slice(0, 2),
      'divorce-window-closing 2027-01-11 10:00',
      'divorce-window-last-call 2027-01-17 10:00',
    ]);
    for (const day of ['2027-01-08', '2027-01-11', '2027-01-14', '2027-01-17'])
      await workAt(bureau, `${day}T10:00:00+08:00`);
    const closing = (await messagesAbout(bureau, id)).filter((message) => /closing|last-call/.test(message));
    expect(closing.filter((message) => message.endsWith('sent'))).to.have.length(4);
    expect(closing.filter((message) => message.endsWith('no-longer-owed'))).to.have.length(4);
  });

  async function sent(id: string): Promise<string[]> {
    return (await messagesAbout(bureau, id)).filter((message) => message.endsWith(' sent'));
  }

  async function bookVisit(
    couple: GeneratedCouple,
    receiptNumber: string,
    at = '2026-10-08T10:00:00+08:00',
  ): Promise<BookedAppointment> {
    bureau.setTime(at);
    await planAllHalls(bureau.services, now());
    const wish = { hall: 'futian', business: 'divorce-issue', date: '2026-10-16', start: '09:00', receiptNumber };
    const contactToken = await bureau.verifyPhone(couple[0].phone);
    const body = { ...wish, parties: couple.map(toParty), contactToken, consents: { booking: true } };
    const answer = await postBooking(bureau, body, `visit-${seed}`);
    expect(answer.status, answer.text).to.equal(201);
    return answer.body as BookedAppointment;
  }
});
