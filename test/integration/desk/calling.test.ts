import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { arrived, at, booked, DESK, walkedIn } from './support/desk-day.js';

const CAPACITY = 40;

describe('the line', () => {
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '1000/1h' } });
  const calling = () => bureau.services.desk.calling;
  const call = (window: number) => calling().callNext({ window, actor: DESK, now: bureau.clock.now() });

  before(async () => {
    for (const start of ['09:00', '09:30', '10:00']) await bureau.setCapacity(CAPACITY, { start });
    await bureau.setCapacity(CAPACITY, { start: '09:00', lane: 'walk-in' });
  });
  beforeEach(async () => {
    bureau.setTime(at('08:45'));
    await bureau.services.desk.model.deleteMany({});
  });

  it('gives two registrars who press at once two couples', async () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) await arrived(bureau, seed);
    for (let round = 0; round < 3; round += 1) {
      const called = await Promise.all([call(1), call(2)]);
      expect(new Set(called.map((ticket) => ticket?.number)).size).to.equal(2);
      await bureau.services.desk.model.updateMany(
        { state: 'called' },
        { $set: { state: 'done' }, $unset: { activeWindow: 1 } },
      );
    }
  });

  it('would call one couple twice without the guard (negative control)', async () => {
    const ticket = await arrived(bureau, 7);
    const { model } = bureau.services.desk;
    const unguarded = async (window: number) => {
      const next = await model.findOne({ state: 'waiting' }).lean();
      await new Promise((resolve) => setTimeout(resolve, 20));
      return model.findOneAndUpdate({ _id: next?._id }, { $set: { state: 'called', window } }).lean();
    };
    const called = await Promise.all([unguarded(1), unguarded(2)]);
    expect(called.map((each) => each?._id)).to.deep.equal([ticket._id, ticket._id]);
  });

  it('gives one desk one couple, however often it presses', async () => {
    for (const seed of [8, 9, 10]) await arrived(bureau, seed);
    const pressed = await Promise.allSettled(Array.from({ length: 6 }, () => call(1)));
    expect(pressed.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    const refusals = pressed.flatMap((each) =>
      each.status === 'rejected' ? [(each.reason as { code: string }).code] : [],
    );
    expect(new Set(refusals)).to.deep.equal(new Set(['window-busy']));
  });

  it('calls late couples after those on time, walk-ins one after four, and never what is put aside', async () => {
    bureau.setTime(at('09:16'));
    const late = await arrived(bureau, 11, '09:00');
    const walkIn = (await walkedIn(bureau, 12)).ticket;
    const onTime = [];
    for (const seed of [13, 14, 15, 16, 17]) onTime.push(await arrived(bureau, seed, '09:30'));
    expect(late.isLate).to.equal(true);
    const order = [];
    for (let turn = 0; turn < 7; turn += 1) {
      const called = await call(1);
      order.push(called?.number);
      await calling().hold({ id: called!._id, window: 1, isAbsent: true, actor: DESK, now: bureau.clock.now() });
    }
    const [a, b, c, d, e] = onTime.map(({ number }) => number);
    expect(order).to.deep.equal([a, b, c, d, walkIn.number, e, late.number]);
    expect(await call(1)).to.equal(undefined);
  });

  it('gives the same number again when it is printed or asked for again', async () => {
    const ticket = await arrived(bureau, 18);
    const { arrivals, model } = bureau.services.desk;
    const record = await arrivals.lookUp(ticket.reference, 'futian');
    const again = await Promise.all(
      Array.from({ length: 5 }, () =>
        bureau.services.desk.tickets.take({ record, isGreen: false, actor: DESK, now: bureau.clock.now() }),
      ),
    );
    expect(new Set(again.map(({ number }) => number))).to.deep.equal(new Set([ticket.number]));
    expect(await model.countDocuments({ appointment: record._id })).to.equal(1);
  });

  it('numbers couples that arrive together differently', async () => {
    const references = [];
    for (const seed of [19, 20, 21, 22]) references.push(await booked(bureau, seed));
    const { arrivals, tickets } = bureau.services.desk;
    const records = await Promise.all(references.map((reference) => arrivals.lookUp(reference, 'futian')));
    const taken = await Promise.all(
      records.map((record) => tickets.take({ record, isGreen: false, actor: DESK, now: bureau.clock.now() })),
    );
    expect(new Set(taken.map(({ number }) => number)).size).to.equal(4);
  });

  it('keeps a couple that was transferred for the other desk, and calls it there first', async () => {
    const first = await arrived(bureau, 23);
    await arrived(bureau, 24);
    await call(1);
    const now = bureau.clock.now();
    await calling().transferToWindow({ id: first._id, window: 1, to: 2, actor: DESK, now });
    expect((await call(1))?._id).to.not.equal(first._id);
    expect((await call(2))?._id).to.equal(first._id);
  });

  it('gives a couple sent to another business a number of that line', async () => {
    const ticket = await arrived(bureau, 25);
    const now = bureau.clock.now();
    const sent = await calling().transferToBusiness({ id: ticket._id, window: 1, to: 'counselling', actor: DESK, now });
    expect(sent.number).to.match(/^C\d{3}$/);
    expect(sent.history.at(-1)).to.include({ action: 'transfer', reason: ticket.number });
    expect(await call(1)).to.equal(undefined);
    expect((await call(5))?._id).to.equal(ticket._id);
  });

  it('measures how long a couple takes and tells the wait from it', async () => {
    for (const seed of [26, 27, 28, 29, 30]) await arrived(bureau, seed);
    const hall = await bureau.services.halls.named('futian');
    const waits = async () =>
      (await bureau.services.desk.queue.line({ hall, family: 'marriage', now: bureau.clock.now() })).waits;
    expect(await waits()).to.deep.equal([0, 0, 10, 15, 20]);
    const start = bureau.clock.now();
    await bureau.services.desk.model.updateMany(
      { number: { $exists: true }, state: 'waiting' },
      { $set: { servingAt: start, doneAt: new Date(start.getTime() + 20 * 60_000) } },
    );
    expect(await waits()).to.deep.equal([0, 0, 20, 30, 40]);
  });
});
