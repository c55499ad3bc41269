import { expect } from 'chai';
import { divorceRetention } from '../../../src/features/divorce/index.js';
import { type BookedAppointment, MONDAY_MORNING, useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';
import { pageOf, visit } from '../manage/support/visitor.js';
import { acceptCouple, divorceHall, REGISTRAR } from './support/applications.js';
import { messagesAbout, workAt } from './support/telling.js';

const AFTER_A_WHILE = '2026-11-02T09:15:00+08:00';
const REMINDED_AT = '2026-11-06T10:00:00+08:00';

describe('the phone of a party whom a message could harm', function () {
  this.timeout(30_000);
  const bureau = useBureau({
    halls: [divorceHall()],
    at: MONDAY_MORNING,
    env: { RATE_PHONE_CODES: '100/1h' },
  });
  let seed = 12_000;

  beforeEach(() => {
    bureau.setTime(MONDAY_MORNING);
    seed += 1;
  });

  it('is sent no reminder of another appointment booked with it, by phone or by mail, until the mark is taken back', async () => {
    const [one, other] = generateCouple({ seed });
    const marked = await book(one.phone, { email: 'one@mail.example' });
    const unmarked = await book(other.phone);
    const { id } = await acceptCouple(bureau, seed, { couple: [one, other], unsafe: [0] });
    await workAt(bureau, REMINDED_AT);
    expect(await told(marked)).to.have.members([
      'appointment-confirmed contact sent',
      'appointment-confirmed contact-mail sent',
      'appointment-in-three-days contact suppressed unsafe',
      'appointment-in-three-days contact-mail suppressed unsafe',
    ]);
    expect(await told(unmarked)).to.deep.equal([
      'appointment-confirmed contact sent',
      'appointment-in-three-days contact sent',
    ]);
    await resume(id);
    await workAt(bureau, '2026-11-08T18:00:00+08:00');
    expect((await told(marked)).filter((each) => each.includes('tomorrow'))).to.have.members([
      'appointment-tomorrow contact sent',
      'appointment-tomorrow contact-mail sent',
    ]);
  });

  it('is sent no news of what is booked or cancelled after the mark, and gets its codes', async () => {
    const [one, other] = generateCouple({ seed });
    await acceptCouple(bureau, seed, { couple: [one, other], unsafe: [0] });
    const booked = await book(one.phone);
    await bureau.http
      .post(`/api/v1/appointments/${booked.reference}/cancel`)
      .set('Authorization', `Bearer ${booked.manageToken}`)
      .expect(200);
    await workAt(bureau, AFTER_A_WHILE);
    const news = (await told(booked)).filter((each) => /confirmed|cancelled contact/.test(each));
    expect(news).to.deep.equal([
      'appointment-confirmed contact cancelled no-longer-owed',
      'appointment-cancelled contact suppressed unsafe',
    ]);
    const { messages } = bureau.services.notifications;
    const reached = (await messages.latest({ phone: one.phone, limit: 10 })).filter(({ state }) => state === 'sent');
    expect(reached.map(({ kind }) => kind)).to.deep.equal(['verification-code']);
  });

  it('is told nothing of a second application, in which nobody ticked it', async () => {
    const couple = generateCouple({ seed });
    const first = await acceptCouple(bureau, seed, { couple, unsafe: [0] });
    await bureau.services.divorce.cases.withdraw({
      id: first.id,
      party: 1,
      actor: REGISTRAR,
      now: bureau.clock.now(),
    });
    const second = await acceptCouple(bureau, seed, { couple });
    await workAt(bureau, AFTER_A_WHILE);
    const told = (await messagesAbout(bureau, second.id)).filter((each) => !each.endsWith('queued'));
    expect(told).to.deep.equal(['divorce-accepted party-0 suppressed unsafe', 'divorce-accepted party-1 sent']);
  });

  it('shows those who manage the appointment nothing of it', async () => {
    const [one, other] = generateCouple({ seed });
    await acceptCouple(bureau, seed, { couple: [one, other], unsafe: [0] });
    const booked = await book(one.phone);
    await workAt(bureau, REMINDED_AT);
    const { $ } = await visit(bureau).open(`${pageOf(booked)}/messages`);
    expect($('main').text())
      .to.include('前一天')
      .and.not.match(/三天前的提醒.*未发送|安全|停发/);
  });

  it('is told nothing by a bureau that answers a request, either', async () => {
    const [one, other] = generateCouple({ seed });
    const { hash, notifications } = { ...bureau.services, ...bureau.services.secrets };
    await acceptCouple(bureau, seed, { couple: [one, other], unsafe: [0] });
    for (const { phone } of [one, other])
      await notifications.outbox.notify({
        kind: 'privacy-answered',
        subject: `request of ${phone}`,
        to: phone,
        addressHash: hash.of('phone', phone),
        language: 'zh-CN',
        variables: { number: '1', link: 'https://xiyue.example/privacy' },
        at: bureau.clock.now(),
      });
    await workAt(bureau, AFTER_A_WHILE);
    const states = await Promise.all(
      [one, other].map(({ phone }) => notifications.messages.about(`request of ${phone}`)),
    );
    expect(states.flat().map(({ state, reason }) => [state, reason])).to.deep.equal([
      ['suppressed', 'unsafe'],
      ['sent', undefined],
    ]);
  });

  it('can be written to again after the application has ended, and is not kept in one that names nobody', async () => {
    const { id, couple } = await acceptCouple(bureau, seed, { unsafe: [0, 1] });
    const { divorce, models } = bureau.services;
    await divorce.cases.withdraw({ id, party: 1, actor: REGISTRAR, now: bureau.clock.now() });
    expect((await models.divorceApplications.findById(id).lean())?.unsafePhones).to.have.length(2);
    await resume(id);
    const booked = await book(couple[0].phone);
    expect(await told(booked)).to.deep.equal(['appointment-confirmed contact sent']);
    const now = new Date('2030-01-01T00:00:00Z');
    await divorceRetention(models.divorceApplications, 730).purge(now, { now, by: 'test', commit: true });
    expect(await models.divorceApplications.countDocuments({ deidentifiedAt: now })).to.be.above(0);
    expect(await models.divorceApplications.countDocuments({ _id: id, unsafePhones: { $exists: true } })).to.equal(0);
  });

  async function book(contactPhone: string, more: { email?: string } = {}): Promise<BookedAppointment> {
    seed += 1;
    await bureau.setCapacity(20);
    return bureau.bookCouple(seed, { contactToken: await bureau.verifyPhone(contactPhone), ...more });
  }

  async function told({ reference }: BookedAppointment): Promise<string[]> {
    const { models, notifications } = bureau.services;
    const record = await models.appointments.findOne({ reference }).lean();
    const about = await notifications.messages.about(record?._id ?? '');
    return about
      .filter(({ state, role }) => state !== 'queued' && role.startsWith('contact'))
      .map(({ kind, role, state, reason }) => [kind, role, state, reason].filter(Boolean).join(' '));
  }

  function resume(id: string) {
    const change = { id, party: 0 as const, isUnsafe: false, reason: '本人说可以', actor: REGISTRAR };
    return bureau.services.divorce.messageSafety.set({ ...change, now: bureau.clock.now() });
  }
});
