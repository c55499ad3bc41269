import { expect } from 'chai';
import { expectProblem, faultsOf, slotOf, tally } from '../../support/api.js';
import { BOOKABLE_DAY, useBureau } from '../../support/bureau.js';

const MINUTE_MS = 60_000;

describe('Idempotency-Key on POST /api/v1/holds', () => {
  const bureau = useBureau({ env: { TRUST_PROXY: '1' } });
  const slot = (start: string) => ({ hall: 'futian', date: BOOKABLE_DAY, start, business: 'marriage' });
  const hold = (key: string, start: string, address = '192.0.2.1') =>
    bureau.http.post('/api/v1/holds').set('Idempotency-Key', key).set('X-Forwarded-For', address).send(slot(start));
  const freeAt = async (start: string) => (await slotOf(bureau, { date: BOOKABLE_DAY, start })).free;

  it('gives the repeat the first answer, byte for byte, and takes one place', async () => {
    const first = await hold('a', '09:00').expect(201);
    const again = await hold('a', '09:00').expect(201);
    expect(again.text).to.equal(first.text);
    expect(await freeAt('09:00')).to.equal(3);
  });

  it('keeps the answer sealed in the store', async () => {
    const { text } = await hold('sealed', '09:00').expect(201);
    const records = await bureau.services.models.idempotencyRecords.find().lean();
    const stored = records.map(({ answer }) => Buffer.from((answer as unknown as { buffer: Uint8Array }).buffer));
    expect(stored.some((bytes) => bytes.includes(JSON.parse(text).id))).to.equal(false);
  });

  it('refuses another body under the same key', async () => {
    await hold('b', '09:30').expect(201);
    expectProblem(await hold('b', '10:00'), 422, 'idempotency-conflict');
    expect(await freeAt('10:00')).to.equal(4);
  });

  it('keeps the same key of another client and of another call apart', async () => {
    await hold('c', '10:30').expect(201);
    await hold('c', '10:30', '192.0.2.2').expect(201);
    expect(await freeAt('10:30')).to.equal(2);
    await bureau.http
      .post('/api/v1/contact-verifications')
      .set('Idempotency-Key', 'c')
      .set('X-Forwarded-For', '192.0.2.1')
      .send({ phone: '+1 202 555 0100' })
      .expect(202);
  });

  it('takes one place of many at once and tells the others to wait', async () => {
    const answers = tally(await Promise.all(Array.from({ length: 10 }, () => hold('d', '11:00'))));
    expect(await freeAt('11:00')).to.equal(3);
    expect(answers['201']).to.be.at.least(1);
    expect((answers['201'] ?? 0) + (answers['409 idempotency-conflict'] ?? 0)).to.equal(10);
  });

  it('frees the key of a refused call', async () => {
    await bureau.setCapacity(0, { start: '11:30' });
    expectProblem(await hold('e', '11:30'), 409, 'slot-full');
    await bureau.setCapacity(1, { start: '11:30' });
    await hold('e', '11:30').expect(201);
  });

  it('frees the key of a call that was lost with its process after a minute', async () => {
    const { idempotencyRecords } = bureau.services.models;
    await hold('f', '14:00').expect(201);
    await idempotencyRecords.updateMany({}, { $unset: { answer: 1 } });
    expectProblem(await hold('f', '14:00'), 409, 'idempotency-conflict');
    bureau.advance(MINUTE_MS + 1000);
    await hold('f', '14:00').expect(201);
    expect(await freeAt('14:00')).to.equal(2);
  });

  it('forgets keys after a day', async () => {
    bureau.advance(24 * 60 * MINUTE_MS + 1000);
    await bureau.services.idempotency.purge(bureau.clock.now());
    expect(await bureau.services.models.idempotencyRecords.countDocuments()).to.equal(0);
  });

  it('refuses keys that are empty, too long or not plain text', async () => {
    expect(faultsOf(await hold(' ', '14:30'))).to.deep.equal(['Idempotency-Key: idempotency-key-needed']);
    expect(faultsOf(await hold('k'.repeat(256), '14:30'))).to.deep.equal(['Idempotency-Key: too-long']);
    expect(faultsOf(await hold('clé', '14:30'))).to.deep.equal(['Idempotency-Key: invalid']);
  });
});

describe('POST /api/v1/appointments', () => {
  const bureau = useBureau();

  it('needs an Idempotency-Key', async () => {
    const body = await bureau.bookingBody(1);
    const answer = await bureau.http.post('/api/v1/appointments').send(body);
    expectProblem(answer, 422, 'validation');
    expect(faultsOf(answer)).to.deep.equal(['Idempotency-Key: idempotency-key-needed']);
  });
});
