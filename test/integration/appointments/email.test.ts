import { expect } from 'chai';
import { openPersonal } from '../../../src/features/appointments/index.js';
import { expectProblem, faultsOf, postBooking } from '../../support/api.js';
import { useBureau } from '../../support/bureau.js';

describe('email in POST /api/v1/appointments', () => {
  const bureau = useBureau();

  it('is kept sealed with the other personal data, its domain in small letters, and answered to nobody', async () => {
    const booked = await bureau.bookCouple(7100, { email: ' Li.Na@Example.COM ' });
    expect(await emailOf(booked.reference)).to.equal('Li.Na@example.com');
    expect(JSON.stringify(booked)).not.to.match(/li\.na/i);
  });

  it('may be left out', async () => {
    const booked = await bureau.bookCouple(7101, { start: '09:30' });
    expect(await emailOf(booked.reference)).to.equal(undefined);
  });

  it('is refused by name when it is none', async () => {
    for (const [index, email] of ['li', 'li@', 'li@example', 'a,b@example.com', 'a@b.com\u0000'].entries()) {
      const body = await bureau.bookingBody(7102, { email, start: '10:00' });
      const response = await postBooking(bureau, body, `email-${index}`);
      expectProblem(response, 422, 'validation');
      expect(faultsOf(response)[0]).to.match(/^email: (email-format|control-character)$/);
      bureau.advance(61_000);
    }
  });

  it('is refused where the appointment is about divorce, of which only the named phone hears', async () => {
    const body = await bureau.bookingBody(7103, {
      email: 'li@example.com',
      business: 'divorce-application',
      start: '10:00',
    });
    const response = await postBooking(bureau, body, 'divorce');
    expectProblem(response, 422, 'validation');
    expect(faultsOf(response)).to.deep.equal(['email: email-not-offered']);
  });

  it('makes another request of the same key', async () => {
    const body = await bureau.bookingBody(7104, { email: 'li@example.com', start: '11:00' });
    expect((await postBooking(bureau, body, 'same')).status).to.equal(201);
    expect((await postBooking(bureau, body, 'same')).status).to.equal(201);
    const other = await postBooking(bureau, { ...body, email: 'na@example.com' }, 'same');
    expect([409, 422]).to.include(other.status);
    expect((other.body as { code: string }).code).to.equal('idempotency-conflict');
  });

  it('stands in the API’s description', async () => {
    const { body } = await bureau.http.get('/api/openapi.json').expect(200);
    const text = JSON.stringify(
      (body as { components: { schemas: { BookingRequest: object } } }).components.schemas.BookingRequest,
    );
    expect(text).to.include('"email"').and.to.include('"format":"email"');
  });

  async function emailOf(reference: string): Promise<string | undefined> {
    const { models, secrets } = bureau.services;
    const record = await models.appointments.findOne({ reference }).lean();
    if (!record) throw new Error('no such appointment');
    return openPersonal(secrets.cipher, record.personal).contactEmail;
  }
});
