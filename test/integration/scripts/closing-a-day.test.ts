import { expect } from 'chai';
import { BOOKABLE_DAY, useBureau } from '../../support/bureau.js';
import { operatorOfBureau } from './support/operator.js';

const CLOSE = `--hall futian --close ${BOOKABLE_DAY} --reason 停电检修`;
const SLOT = { hall: 'futian', date: BOOKABLE_DAY, start: '09:00', business: 'marriage' };

describe('npm run halls: a day is closed after couples have booked', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  const run = operatorOfBureau(bureau);
  let hold: string;
  let reference: string;

  before(async () => {
    ({ reference } = await bureau.bookCouple(301));
    hold = (await bureau.http.post('/api/v1/holds').send(SLOT).expect(201)).body.id;
  });

  it('lists the appointments that would be stranded and closes nothing without --commit', async () => {
    const { report } = await run('halls', CLOSE);
    expect(report['appointments'].map((item: { reference: string }) => item.reference)).to.deep.equal([reference]);
    expect((await bureau.services.halls.find('futian'))?.closures).to.deep.equal([]);
  });

  it('lists them for staff and tells each couple once, however often it is run', async () => {
    for (let time = 0; time < 2; time += 1) {
      const { code, report } = await run('halls', `${CLOSE} --commit`);
      expect(code).to.equal(0);
      expect(report['appointments']).to.deep.equal([
        { reference, business: 'marriage', date: BOOKABLE_DAY, start: '09:00' },
      ]);
    }
    const told = await bureau.services.models.messages.find({ kind: 'day-closed' }).lean();
    expect(told).to.have.length(1);
    expect((await bureau.services.notifications.messages.latest({ limit: 1 }))[0]?.body).to.contain(reference);
  });

  it('refuses the hold at confirmation with slot-closed, and a new booking too', async () => {
    const { hall, date, start, business, ...couple } = await bureau.bookingBody(302);
    const confirm = await bureau.http
      .post('/api/v1/appointments')
      .set('Idempotency-Key', 'held')
      .send({ hold, ...couple });
    expect([confirm.status, confirm.body.code]).to.deep.equal([409, 'slot-closed']);
    const direct = await bureau.http
      .post('/api/v1/appointments')
      .set('Idempotency-Key', 'direct')
      .send({ hall, date, start, business, ...couple });
    expect([direct.status, direct.body.code]).to.deep.equal([409, 'slot-closed']);
  });

  it('leaves the appointment standing and the database whole', async () => {
    const record = await bureau.services.models.appointments.findOne({ reference }).lean();
    expect(record?.state).to.equal('confirmed');
    bureau.advance(60_000);
    expect((await run('verify', '')).report['violations']).to.deep.equal([]);
  });

  it('names what is missing or wrong', async () => {
    const { code, report } = await run('halls', `--close ${BOOKABLE_DAY} --to 2026-11-01`);
    expect(code).to.equal(2);
    expect(report['errors']).to.have.length(3);
    expect((await run('halls', `--hall nowhere --close ${BOOKABLE_DAY} --reason x`)).code).to.equal(1);
  });
});
