import { expect } from 'chai';
import type { Connection } from 'mongoose';
import supertest, { type Response } from 'supertest';
import { createApp } from '../../../src/app.js';
import { createLogger } from '../../../src/infrastructure/logger.js';
import { openConnection } from '../../../src/infrastructure/mongo.js';
import { createServices } from '../../../src/services.js';
import { expectProblem } from '../../support/api.js';
import { BOOKABLE_DAY, type Bureau, useBureau } from '../../support/bureau.js';
import { openStoreLink, type StoreLink } from '../../support/store-link.js';

const PATIENCE_MS = 3000;

describe('The API while the store cannot be reached', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  let link: StoreLink;
  let connection: Connection;
  let http: ReturnType<typeof supertest>;

  before(async () => {
    link = await openStoreLink(bureau.config.store.uri);
    connection = openConnection(link.uri);
    await connection.asPromise();
    http = supertest(createApp(servicesOver(connection, bureau)));
  });
  after(() => connection.close());

  const book = (body: object) => http.post('/api/v1/appointments').set('Idempotency-Key', 'outage').send(body);
  const hold = () =>
    http.post('/api/v1/holds').send({ hall: 'futian', date: BOOKABLE_DAY, start: '10:00', business: 'marriage' });

  it('says so within three seconds with 503, does nothing by halves, and recovers by itself', async () => {
    const body = await bureau.bookingBody(1);
    await http.get('/api/v1/halls').expect(200);
    await link.cut();

    const calls = [
      () => http.get('/api/v1/halls/futian/availability').query({ business: 'marriage' }),
      () => hold(),
      () => book(body),
      () => http.get('/api/v1/appointments/XY-0000-0000').set('Authorization', 'Bearer x'),
    ];
    for (const answer of await Promise.all(calls.map(timed))) {
      expectProblem(answer.response, 503, 'unavailable');
      expect(answer.ms).to.be.below(PATIENCE_MS);
    }
    expect((await http.get('/readyz')).status).to.equal(503);
    expect((await http.get('/healthz')).status).to.equal(200);

    await link.mend();
    await eventually(async () => (await http.get('/readyz')).status === 200);
    const booked = await book(body).expect(201);
    expect(booked.body.state).to.equal('confirmed');
    const slot = await bureau.services.models.slots.findById(`futian/${BOOKABLE_DAY}/09:00/marriage/online`).lean();
    expect(slot?.claims).to.have.length(1);
  });

  it('says so in time when the store takes every call and answers none, on pages too', async () => {
    await http.get('/book').expect(200);
    link.silence();

    const calls = [
      () => http.get('/api/v1/appointments/XY-0000-0000').set('Authorization', 'Bearer x'),
      () => http.get('/book'),
      () => hold(),
    ];
    for (const { response, ms } of await Promise.all(calls.map(timed))) {
      expect(response.status).to.equal(503);
      expect(ms).to.be.below(PATIENCE_MS);
    }

    link.speak();
    await eventually(async () => (await http.get('/book')).status === 200);
  });
});

function servicesOver(connection: Connection, { config, clock, services }: Bureau) {
  const logger = createLogger({ level: 'silent', name: 'test' });
  return createServices({ config, connection, clock, logger, i18n: services.i18n });
}

async function timed(call: () => PromiseLike<Response>): Promise<{ response: Response; ms: number }> {
  const from = performance.now();
  const response = await call();
  return { response, ms: performance.now() - from };
}

async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not recover');
}
