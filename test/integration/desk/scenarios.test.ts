import { load } from 'cheerio';
import { expect } from 'chai';
import { MONDAY_MORNING, useBureau } from '../../support/bureau.js';
import { type StaffAgent, postForm, signedIn } from '../../support/staff.js';
import { verifyTickets } from '../../../src/features/desk/index.js';
import { arrived, at, booked, DAY, DESK, numbersOf } from './support/desk-day.js';

const BOARD = '/staff/desk';

describe('what broke other desks', () => {
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '1000/1h' } });
  const send = (agent: StaffAgent, path: string, fields: Record<string, string> = {}) =>
    postForm(agent, path, fields, { from: BOARD });
  const currentAt = async (agent: StaffAgent, window: number) => {
    const { text } = await agent.get(`${BOARD}/windows/${window}`).set('Accept', 'text/html');
    return load(text)('.desk-current__number').text();
  };

  before('places', async () => {
    for (const start of ['09:00', '14:00']) await bureau.setCapacity(30, { start });
  });
  beforeEach(async () => {
    bureau.setTime(at('08:50'));
    await bureau.services.desk.model.deleteMany({});
  });

  it('two registrars press at once: two couples come, one to each window', async () => {
    const first = await signedIn(bureau, 'registrar');
    const second = await signedIn(bureau, 'registrar');
    const expected = [await arrived(bureau, 1), await arrived(bureau, 2)].map(({ number }) => number);
    const pressed = await Promise.all([
      send(first, `${BOARD}/windows/1/call`),
      send(second, `${BOARD}/windows/2/call`),
    ]);
    expect(pressed.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect([await currentAt(first, 1), await currentAt(second, 2)].sort()).to.deep.equal(expected);
  });

  it('a couple that was called and did not come is not called again by itself, today or tomorrow', async () => {
    const registrar = await signedIn(bureau, 'registrar');
    const ticket = await arrived(bureau, 3);
    await send(registrar, `${BOARD}/windows/1/call`);
    await send(registrar, `${BOARD}/windows/1/hold`, { ticket: ticket._id, absent: 'true' });
    expect((await send(registrar, `${BOARD}/windows/1/call`)).status).to.equal(409);
    await send(registrar, `${BOARD}/windows/1/requeue`, { ticket: ticket._id });
    expect((await send(registrar, `${BOARD}/windows/1/call`)).status).to.equal(303);
    await send(registrar, `${BOARD}/windows/1/hold`, { ticket: ticket._id, absent: 'true' });

    bureau.setTime('2026-11-10T08:45:00+08:00');
    const { noShows, desk, clock, serving } = bureau.services;
    await noShows.closeDays(clock.now());
    await desk.tickets.closeDays(clock.now());
    const tomorrow = await signedIn(bureau, 'registrar');
    expect((await send(tomorrow, `${BOARD}/windows/1/call`)).status).to.equal(409);
    expect((await serving.find(ticket.reference, 'futian')).outcome?.kind).to.equal('unserved');
  });

  it('a couple that never checked in stands in no line, also after the miss was taken back', async () => {
    const reference = await booked(bureau, 4);
    bureau.setTime(at('17:05'));
    await bureau.services.noShows.closeDays(bureau.clock.now());
    const registrar = await signedIn(bureau, 'registrar');
    await send(registrar, `${BOARD}/appointments/${reference}/undo-no-show`, { reason: '在场' });
    expect((await send(registrar, `${BOARD}/windows/1/call`)).status).to.equal(409);
  });

  it('a ticket that failed to print is printed again and counted once', async () => {
    const receptionist = await signedIn(bureau, 'receptionist');
    const ticket = await arrived(bureau, 5);
    const printed = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const { text } = await receptionist.get(`${BOARD}/tickets/${ticket._id}/slip`).set('Accept', 'text/html');
      printed.push(load(text)('.desk-ticket__number').text());
    }
    const [first, second] = numbersOf(5) as [string, string];
    const fields = { 'number-0': first, 'number-1': second, present: 'true' };
    const again = await send(receptionist, `${BOARD}/appointments/${ticket.reference}/check-in`, fields);
    expect(again.headers['location']).to.equal(`${BOARD}/tickets/${ticket._id}`);
    expect(printed).to.deep.equal([ticket.number, ticket.number, ticket.number]);
    expect(await bureau.services.desk.model.countDocuments({ date: DAY })).to.equal(1);
  });

  it('somebody booked at 14:00 who comes at 14:20 is called after those on time, and is not cancelled', async () => {
    bureau.setTime(at('14:20'));
    const late = await arrived(bureau, 6, '14:00');
    const registrar = await signedIn(bureau, 'registrar');
    const onTime = await arrived(bureau, 7, '14:30');
    await send(registrar, `${BOARD}/windows/1/call`);
    expect(await currentAt(registrar, 1)).to.equal(onTime.number);
    await send(registrar, `${BOARD}/windows/1/hold`, { ticket: onTime._id });
    await send(registrar, `${BOARD}/windows/1/call`);
    expect(await currentAt(registrar, 1)).to.equal(late.number);
  });

  it('a crash between check-in and number costs nobody the number: asking again gives it', async () => {
    const reference = await booked(bureau, 8);
    const { desk, serving, clock, models } = bureau.services;
    const record = await serving.find(reference, 'futian');
    const proof = { numbers: numbersOf(8) };
    await serving.checkIn({ record, proof, actor: DESK, now: clock.now() });
    const receptionist = await signedIn(bureau, 'receptionist');
    const [first, second] = proof.numbers as [string, string];
    const fields = { 'number-0': first, 'number-1': second, present: 'true' };
    const given = await send(receptionist, `${BOARD}/appointments/${reference}/check-in`, fields);
    expect(given.headers['location']).to.match(/\/tickets\//);

    const later = new Date(clock.now().getTime() + 600_000);
    const check = () => verifyTickets({ ...models, tickets: desk.model }, later);
    expect((await check()).violations).to.deep.equal([]);
    await desk.model.updateOne({ reference }, { $set: { activeWindow: 'futian/2026-11-09/9' } });
    await serving.withdraw({ record: await serving.find(reference, 'futian'), actor: DESK, now: clock.now() });
    const found = (await check()).violations.map(({ invariant }) => invariant);
    expect(found).to.deep.equal(['ticket-keys', 'ticket-outlives-visit']);
  });

  it('forged, wrong day, wrong hall, cancelled and unknown get five answers at the machine, and the next couple its number', async () => {
    bureau.setTime(MONDAY_MORNING);
    const tomorrow = await bureau.bookCouple(9, { date: '2026-11-10' });
    const elsewhere = await bureau.bookCouple(10, { hall: 'nanshan' });
    const cancelled = await bureau.bookCouple(11);
    await bureau.services.managing.cancel({
      record: await bureau.services.serving.find(cancelled.reference, 'futian'),
      acceptsLate: false,
      now: bureau.clock.now(),
    });
    bureau.setTime(at('08:50'));
    const good = await booked(bureau, 12);
    const receptionist = await signedIn(bureau, 'receptionist');
    const scan = async (code: string, seed: number) => {
      const [first = '', second = ''] = numbersOf(seed).map((number) => number.slice(-4));
      return send(receptionist, `${BOARD}/kiosk`, { code, 'last-four-0': first, 'last-four-1': second });
    };
    const answers = [
      await scan('eyJhbGciOiJFZERTQSJ9.e30.AAAA', 12),
      await scan(tomorrow.reference, 9),
      await scan(elsewhere.reference, 10),
      await scan(cancelled.reference, 11),
      await scan('XY-0000-0000', 12),
    ].map(({ text }) => load(text)('.notice--error .notice__title').text());
    expect(new Set(answers).size, answers.join()).to.equal(5);
    expect((await scan(good, 12)).status).to.equal(303);
  });

  it('operators, markup and rare characters in the boxes of the desk are text', async () => {
    const receptionist = await signedIn(bureau, 'receptionist');
    for (const text of ['{"$gt":""}', '<script>alert(1)</script>', '𬌗㛃', '１２', "' OR 1=1 --"]) {
      const response = await send(receptionist, `${BOARD}/find`, { q: text });
      expect(response.status, text).to.be.within(303, 422);
      expect(response.text).to.not.include('<script>alert');
    }
    const odd = await postForm(receptionist, `${BOARD}/find`, { 'q[$gt]': '' }, { from: BOARD });
    expect(odd.status).to.equal(422);
  });
});
