import { expect } from 'chai';
import { ContactChange, PersonAppointments, verifyBookings } from '../../../src/features/appointments/index.js';
import { parseIdentityDocument } from '../../../src/features/eligibility/index.js';
import { useBureau } from '../../support/bureau.js';
import { codeSentTo, enter, personOf } from './support/person.js';

const DAY_MS = 86_400_000;

describe('/privacy/me/phone, correcting the contact phone', () => {
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '100/1h', RATE_PHONE_LOOKUPS: '100/1h' } });
  const NEW = '13912345678';

  it('moves the messages to a phone that was proved, and tells the old one', async () => {
    const { reference, manageToken } = await bureau.bookCouple(1);
    const { phone, number } = personOf(1);
    const visitor = await enter(bureau, { phone, number });
    await visitor.submit('/privacy/me/phone', { phone: NEW });
    const done = await visitor.submit('/privacy/me/phone/code', { code: await codeSentTo(bureau, NEW) });

    expect(done.response.headers['location']).to.equal('/privacy/me?done=phone');
    const page = await visitor.open('/privacy/me?done=phone');
    expect(page.$('main').text()).to.include(reference).and.to.include(NEW);
    const [told] = await bureau.services.notifications.messages.latest({ phone, limit: 1 });
    expect(told?.kind).to.equal('contact-changed');
    expect(told?.body).to.include('139****5678').and.not.to.include(NEW);
    const cancelled = await bureau.http
      .post(`/api/v1/appointments/${reference}/cancel`)
      .set('Authorization', `Bearer ${manageToken}`);
    expect(cancelled.status, cancelled.text).to.be.lessThan(300);
    expect((await bureau.services.notifications.messages.latest({ phone: NEW, limit: 1 }))[0]?.kind).to.equal(
      'appointment-cancelled',
    );
  });

  it('changes nothing before the new phone is proved', async () => {
    await bureau.bookCouple(2, { start: '09:30' });
    const visitor = await enter(bureau, personOf(2));
    await visitor.submit('/privacy/me/phone', { phone: NEW });
    const { response } = await visitor.submit('/privacy/me/phone/code', { code: '000000' });
    expect(response.status).to.equal(422);
    expect((await visitor.open('/privacy/me')).$('main').text()).not.to.include(NEW);
  });

  it('takes one of two changes at once, and loses neither the appointment nor its keys', async () => {
    const { reference } = await bureau.bookCouple(6, { start: '11:30' });
    const { phone } = personOf(6);
    const { document } = ownOf(6);
    const { models, secrets, halls, audit } = bureau.services;
    const parts = { ...secrets, appointments: models.appointments, halls, audit };
    const [own] = await new PersonAppointments(parts).of({ phone, document });
    const change = new ContactChange(parts);
    const outcomes = await Promise.allSettled(
      ['13911110001', '13911110002'].map((to) =>
        change.change(own!, { to, language: 'zh-CN', notice: to, now: bureau.clock.now() }),
      ),
    );
    const record = await models.appointments.findOne({ reference }).lean();
    expect(outcomes.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    expect(record?.activeKeys).to.have.length(3);
    expect(record?.history.filter(({ action }) => action === 'contact-changed')).to.have.length(1);
  });

  it('keeps to what one phone may serve', async () => {
    for (const seed of [3, 4, 5]) await bureau.bookCouple(seed, { start: ['10:00', '10:30', '11:00'][seed - 3] });
    const outcomes: number[] = [];
    for (const seed of [3, 4, 5]) {
      const visitor = await enter(bureau, personOf(seed));
      await visitor.submit('/privacy/me/phone', { phone: '13700001111' });
      const code = await codeSentTo(bureau, '13700001111');
      outcomes.push((await visitor.submit('/privacy/me/phone/code', { code })).response.status);
    }
    expect(outcomes).to.deep.equal([303, 303, 409]);
  });

  it('leaves the invariants of booking as they were', async () => {
    const { models, secrets, appointmentMessages } = bureau.services;
    await bureau.services.audit.drain();
    const { violations } = await verifyBookings({ ...models, ...secrets, appointmentMessages }, bureau.clock.now());
    expect(violations).to.deep.equal([]);
  });
});

function ownOf(seed: number) {
  const { number } = personOf(seed);
  const parsed = parseIdentityDocument({ type: 'resident-id', number }, '2026-11-02');
  if (!parsed.ok) throw new Error(parsed.code);
  return { document: parsed.document };
}

describe('/privacy/me/erase', () => {
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '100/1h', RATE_PHONE_LOOKUPS: '100/1h' } });

  it('says what would go, what stays, why and until when', async () => {
    await bureau.bookCouple(1);
    const visitor = await enter(bureau, personOf(1));
    const { $ } = await visitor.open('/privacy/me/erase');
    expect($('main').text()).to.include('预约还有效').and.to.include('消息').and.to.include('婚姻登记档案');
    const refused = await visitor.submit('/privacy/me/erase', {});
    expect(refused.response.status).to.equal(422);
  });

  it('takes the people out of a cancelled appointment and leaves what statistics count', async () => {
    const { reference, manageToken } = await bureau.bookCouple(2, { start: '09:30' });
    await bureau.http.post(`/api/v1/appointments/${reference}/cancel`).set('Authorization', `Bearer ${manageToken}`);
    bureau.advance(DAY_MS + 60_000);
    const visitor = await enter(bureau, personOf(2));
    const { response } = await visitor.submit('/privacy/me/erase', { agreed: 'true' });
    const record = await bureau.services.models.appointments.findOne({ reference }).lean();

    expect(response.headers['location']).to.equal('/privacy/me?done=erased&erased=3');
    expect(record).to.include({ hall: 'futian', state: 'cancelled', business: 'marriage' });
    expect(record).not.to.have.any.keys('personal', 'phoneHash', 'requestHash', 'otherPhoneHashes');
    expect((await visitor.open('/privacy/me')).$('main').text()).not.to.include(reference);
    expect((await bureau.http.get(`/manage/${reference}/${manageToken}`)).status).to.equal(404);
    const messages = await bureau.services.models.messages.find({ subject: record?._id }).lean();
    const states = messages.map(({ state }) => state).sort();
    expect(states).to.deep.equal(['cancelled', 'cancelled', 'cancelled', 'sent', 'sent']);
    for (const message of messages)
      expect(message).to.include({ recipientHash: 'erased' }).and.not.to.have.any.keys('content', 'given');
  });

  it('erases nothing of an active appointment but its messages, and nothing twice', async () => {
    const visitor = await enter(bureau, personOf(1));
    const first = await visitor.submit('/privacy/me/erase', { agreed: 'true' });
    const second = await visitor.post('/privacy/me/erase', {});
    expect(first.response.headers['location']).to.equal('/privacy/me?done=erased&erased=1');
    expect(second.status).to.equal(403);
    expect((await visitor.open('/privacy/me')).$('main').text()).to.include('XY-');
  });

  it('leaves the invariants of booking as they were', async () => {
    const { models, secrets, appointmentMessages } = bureau.services;
    await bureau.services.audit.drain();
    const { violations } = await verifyBookings({ ...models, ...secrets, appointmentMessages }, bureau.clock.now());
    expect(violations).to.deep.equal([]);
  });
});
