import { expect } from 'chai';
import { planAllHalls } from '../../../src/jobs/recurring-jobs.js';
import { postBooking } from '../../support/api.js';
import { type BookedAppointment, toParty, useBureau } from '../../support/bureau.js';
import { ACCEPTED_AT, acceptCouple, divorceHall, REGISTRAR } from './support/applications.js';
import { messagesAbout, workAt } from './support/telling.js';

const BOOKED_AT = '2026-09-16T10:00:00+08:00';
const WITHDRAWN_AT = '2026-09-16T11:00:00+08:00';
const STARTS = ['09:00', '10:00', '11:00'];
const SOMEBODY = '+8613700000009';

describe('an application that ends with an appointment under its receipt', () => {
  const bureau = useBureau({ halls: [divorceHall()], at: ACCEPTED_AT, env: { RATE_PHONE_CODES: '100/1h' } });
  let seed = 9500;

  beforeEach(() => {
    bureau.setTime(ACCEPTED_AT);
    seed += 1;
  });

  it('is told once to a party who had booked: nobody needs to come', async () => {
    const { id, couple, receiptNumber } = await acceptCouple(bureau, seed);
    const { reference } = await book(couple, { receiptNumber, phone: couple[0].phone });
    await withdraw(id);
    expect(await aboutVisit(reference)).to.include('appointment-cancelled contact suppressed merged');
    expect(await toldLately(couple[0].phone)).to.deep.equal(['divorce-ended']);
    expect(await toldLately(couple[1].phone)).to.deep.equal(['divorce-ended']);
  });

  it('is told by the appointment to whoever booked with another phone', async () => {
    const { id, couple, receiptNumber } = await acceptCouple(bureau, seed);
    const { reference } = await book(couple, { receiptNumber, phone: SOMEBODY });
    await withdraw(id);
    expect(await aboutVisit(reference)).to.include('appointment-cancelled contact sent');
    expect(await toldLately(SOMEBODY)).to.deep.equal(['appointment-cancelled']);
    expect(await toldLately(couple[0].phone)).to.deep.equal(['divorce-ended']);
  });

  it('leaves another appointment of the same phone alone', async () => {
    const { id, couple, receiptNumber } = await acceptCouple(bureau, seed);
    const { reference } = await book(couple, { receiptNumber, phone: couple[0].phone });
    const { appointments, messages } = bureau.services.models;
    const visit = await appointments.findOne({ reference }).orFail().lean();
    // As if it stood under another receipt.
    await appointments.updateOne({ _id: visit._id }, { $set: { receiptNumberHash: 'of another one' } });
    await bureau.services.managing.cancel({
      record: { ...visit, receiptNumberHash: 'of another one' },
      acceptsLate: false,
      now: at(),
    });
    await withdraw(id);
    expect(await messages.findOne({ subject: visit._id, kind: 'appointment-cancelled' }).lean()).to.include({
      state: 'sent',
      matter: 'of another one',
    });
  });

  const at = () => bureau.clock.now();

  async function book(
    couple: Awaited<ReturnType<typeof acceptCouple>>['couple'],
    { receiptNumber, phone }: { receiptNumber: string; phone: string },
  ): Promise<BookedAppointment> {
    bureau.setTime(BOOKED_AT);
    await planAllHalls(bureau.services, at());
    const wish = {
      hall: 'futian',
      business: 'divorce-issue',
      date: '2026-09-21',
      start: STARTS[seed % 3],
      receiptNumber,
    };
    const contactToken = await bureau.verifyPhone(phone);
    const body = { ...wish, parties: couple.map(toParty), contactToken, consents: { booking: true } };
    const answer = await postBooking(bureau, body, `visit-${seed}`);
    expect(answer.status, answer.text).to.equal(201);
    return answer.body as BookedAppointment;
  }

  async function withdraw(id: string): Promise<void> {
    bureau.setTime(WITHDRAWN_AT);
    await bureau.services.divorce.cases.withdraw({ id, party: 1, actor: REGISTRAR, now: at() });
    await workAt(bureau, WITHDRAWN_AT);
    await workAt(bureau, '2026-09-16T11:01:00+08:00');
  }

  async function aboutVisit(reference: string): Promise<string[]> {
    const visit = await bureau.services.models.appointments.findOne({ reference }).orFail().lean();
    expect(visit.state).to.equal('cancelled');
    return messagesAbout(bureau, visit._id);
  }

  /** Kinds that a phone has been told since the withdrawal. */
  async function toldLately(phone: string): Promise<string[]> {
    const sent = await bureau.services.notifications.messages.sentTo(phone);
    return sent.filter(({ at: sentAt }) => sentAt >= new Date(WITHDRAWN_AT)).map(({ kind }) => kind);
  }
});
