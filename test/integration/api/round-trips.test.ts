import { expect } from 'chai';
import { postBooking, tally } from '../../support/api.js';
import { type BookingBody, countCommands, useBureau } from '../../support/bureau.js';

describe('POST /api/v1/appointments and the store', function () {
  this.timeout(30_000);
  const bureau = useBureau();

  it('costs one booking three round trips before its answer', async () => {
    await bureau.bookCouple(1, { start: '09:00' });
    const body = await bureau.bookingBody(2, { start: '09:30' });
    await bureau.services.audit.drain();

    const commands = await countCommands(bureau.connection, () => postBooking(bureau, body, 'one').expect(201));
    expect(commands).to.have.length.at.most(3);
    expect(commands[0]).to.equal('findAndModify');
  });

  it('costs fifty bookings at once no more than three each, the audit included', async () => {
    const starts = ['10:00', '10:30', '11:00', '11:30', '14:00'];
    for (const start of starts) await bureau.setCapacity(10, { start });
    const bodies: BookingBody[] = [];
    for (let n = 0; n < 50; n += 1) bodies.push(await bureau.bookingBody(100 + n, { start: starts[n % 5] }));
    await bureau.services.audit.drain();

    const commands = await countCommands(bureau.connection, async () => {
      const answers = await Promise.all(bodies.map((body, n) => postBooking(bureau, body, `many-${n}`)));
      expect(tally(answers)).to.deep.equal({ '201': 50 });
      await bureau.services.audit.drain();
    });
    expect(commands).to.have.length.at.most(150);
    expect(commands).to.include('insert');
  });
});
