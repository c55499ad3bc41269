import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';

describe('the message of a confirmed appointment', () => {
  const bureau = useBureau();
  const latest = async () => (await bureau.services.notifications.messages.latest({ limit: 1 }))[0]?.body;

  it('says day and time as people say them, in the language they booked in', async () => {
    await bureau.bookCouple(1);
    expect(await latest()).to.contain('11月9日 周一 09:00–09:30');
    const body = await bureau.bookingBody(2);
    const booking = bureau.http.post('/api/v1/appointments').set('Idempotency-Key', 'english');
    await booking.set('Accept-Language', 'en').send(body).expect(201);
    expect(await latest()).to.contain('Mon 9 Nov 09:00–09:30');
  });

  it('cheers a wedding, and neither a divorce nor a talk with a counsellor', async () => {
    await bureau.bookCouple(3);
    expect(await latest()).to.contain('预约成功！');
    for (const [seed, business] of [
      [4, 'divorce-application'],
      [5, 'counselling'],
    ] as const) {
      await bureau.bookCouple(seed, { business });
      expect(await latest(), business)
        .to.contain('您的预约已确认')
        .and.not.contain('！');
    }
  });
});
