import { expect } from 'chai';
import { BOOKABLE_DAY, useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';

describe('personal data', () => {
  const bureau = useBureau();
  const couple = generateCouple({ seed: 77 });
  const email = 'zhang.wei+hun@example.com';
  const secrets = [email, ...couple.flatMap(({ name, document, phone }) => [name, document.number, phone])];

  it('never reaches the log, whether a booking works, is refused or breaks', async () => {
    await bureau.bookCouple(77, { email });
    bureau.advance(61_000);
    const body = await bureau.bookingBody(77, { email });
    const again = await bureau.http.post('/api/v1/appointments').set('Idempotency-Key', 'again').send(body);
    await bureau.http
      .post('/api/v1/appointments')
      .set('Idempotency-Key', 'odd')
      .send({ ...body, extra: secrets });
    await bureau.http
      .post('/api/v1/appointments')
      .set('Idempotency-Key', 'broken')
      .send(`{"parties": ${JSON.stringify(couple)}`);
    bureau.services.logger.error(
      { err: new Error(`duplicate of ${couple[0].document.number} ${couple[0].phone} ${email}`) },
      'as a library might',
    );

    expect(again.body).to.include({ code: 'already-booked' });
    expect(bureau.logs.length).to.be.greaterThan(3);
    const log = bureau.logs.join('\n');
    for (const secret of secrets) expect(log).not.to.include(secret);
  });

  it('lies in the store sealed or hashed only', async () => {
    const database = bureau.connection.db;
    const collections = (await database?.listCollections().toArray()) ?? [];
    expect(collections.map(({ name }) => name)).to.include.members([
      'appointments',
      'messages',
      'contactVerifications',
    ]);
    for (const { name } of collections) {
      const documents = await database?.collection(name).find().toArray();
      const text = JSON.stringify(documents, (_key, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
      );
      for (const secret of secrets) expect(text, name).not.to.include(secret);
    }
  });

  it('is masked in every answer', async () => {
    const booked = await bureau.bookCouple(78, { start: '09:30' });
    const [her, him] = generateCouple({ seed: 78 });
    const answer = JSON.stringify(booked);

    expect(booked.date).to.equal(BOOKABLE_DAY);
    for (const { name, document, phone } of [her, him]) {
      expect(answer).not.to.include(name);
      expect(answer).not.to.include(document.number);
      expect(answer).not.to.include(phone);
    }
  });
});
