import { expect } from 'chai';
import { BOOKABLE_DAY, useBureau } from '../../support/bureau.js';

describe('a day whose slots have not been stored yet', () => {
  const bureau = useBureau();
  const availability = () =>
    bureau.http.get(`/api/v1/halls/futian/availability?business=marriage&from=${BOOKABLE_DAY}&to=${BOOKABLE_DAY}`);

  beforeEach(async () => {
    await bureau.services.models.slots.deleteMany({});
    bureau.advance(1000);
  });

  it('shows its places and can be booked at once', async () => {
    const shown = await availability();
    const booked = await bureau.bookCouple(1);

    expect(shown.body.days[0]).to.include({ state: 'available' });
    expect(booked).to.include({ state: 'confirmed' });
    const slot = await bureau.services.models.slots.findById(`futian/${BOOKABLE_DAY}/09:00/marriage/online`).lean();
    expect(slot?.claims).to.have.length(1);
  });

  it('is not made up for a time at which the hall does not open, nor for a day not yet released', async () => {
    const lunch = await bureau.http
      .post('/api/v1/holds')
      .send({ hall: 'futian', date: BOOKABLE_DAY, start: '12:30', business: 'marriage' });
    const later = await bureau.http
      .post('/api/v1/holds')
      .send({ hall: 'futian', date: '2027-06-07', start: '09:00', business: 'marriage' });

    expect(lunch.body).to.include({ status: 409, code: 'slot-closed' });
    expect(later.body).to.include({ status: 409, code: 'not-yet-released' });
    expect(await bureau.services.models.slots.countDocuments()).to.equal(0);
  });
});
