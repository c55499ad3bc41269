import { expect } from 'chai';
import { postBooking, slotOf, tally } from '../../support/api.js';
import { BOOKABLE_DAY, type BookingBody, type Bureau, useBureau } from '../../support/bureau.js';

const COUPLES = 200;
const PLACES = 5;

describe('POST /api/v1/appointments, many at once', function () {
  this.timeout(60_000);
  const bureau = useBureau();

  it('confirms exactly as many couples as there are places and tells all others that the time is full', async () => {
    const { answers, claimed } = await race(bureau, { start: '09:00', firstSeed: 1000 });

    expect(tally(answers)).to.deep.equal({ '201': PLACES, '409 slot-full': COUPLES - PLACES });
    expect(claimed).to.equal(PLACES);
    expect(new Set(confirmed(answers).map(({ reference }) => reference))).to.have.property('size', PLACES);
    expect(await slotOf(bureau, { date: BOOKABLE_DAY, start: '09:00' })).to.include({ state: 'full', free: 0 });
  });

  it('oversells in the same race once the guard is taken out of the filter', async () => {
    const restore = removeGuard(bureau);
    try {
      const { answers } = await race(bureau, { start: '09:30', firstSeed: 2000 });
      expect(confirmed(answers).length).to.be.greaterThan(PLACES);
    } finally {
      restore();
    }
  });

  it('gives a double click one appointment and identical answers', async () => {
    const body = await bureau.bookingBody(3000, { start: '10:00' });
    const [first, second] = await Promise.all([postBooking(bureau, body, 'click'), postBooking(bureau, body, 'click')]);
    const third = await postBooking(bureau, body, 'click');

    expect([first.status, second.status, third.status]).to.deep.equal([201, 201, 201]);
    expect([second.text, third.text]).to.deep.equal([first.text, first.text]);
    expect(await bureau.services.models.appointments.countDocuments({ start: '10:00' })).to.equal(1);
  });

  it('keeps the same key of another couple independent', async () => {
    const [mine, theirs] = await Promise.all([
      bureau.bookingBody(3001, { start: '10:30' }),
      bureau.bookingBody(3002, { start: '10:30' }),
    ]);
    const answers = await Promise.all([postBooking(bureau, mine, 'same'), postBooking(bureau, theirs, 'same')]);

    expect(tally(answers)).to.deep.equal({ '201': 2 });
    expect(answers[0]?.body.reference).to.not.equal(answers[1]?.body.reference);
  });

  it('refuses another request under a key that was used', async () => {
    const body = await bureau.bookingBody(3003, { start: '11:00' });
    await postBooking(bureau, body, 'reused').expect(201);
    const answer = await postBooking(bureau, { ...body, start: '11:30' }, 'reused');

    expect(tally([answer])).to.deep.equal({ '422 idempotency-conflict': 1 });
    expect(await slotOf(bureau, { date: BOOKABLE_DAY, start: '11:30' })).to.include({ free: 4 });
  });

  it('makes one appointment with one reference of many confirmations of one hold', async () => {
    const hold = await bureau.http.post('/api/v1/holds').send(slot('14:00')).expect(201);
    const { parties, contactToken, consents } = await bureau.bookingBody(3004);
    const body = { hold: hold.body.id, parties, contactToken, consents };
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => postBooking(bureau, body, `hold-${n}`)));

    expect(tally(answers)).to.deep.equal({ '201': 20 });
    expect(new Set(answers.map(({ text }) => text))).to.have.property('size', 1);
    expect(await slotOf(bureau, { date: BOOKABLE_DAY, start: '14:00' })).to.include({ free: 3 });
  });

  it('lets one of two couples have the last place although another lane is full', async () => {
    await bureau.setCapacity(0, { start: '14:30', lane: 'walk-in' });
    await bureau.setCapacity(1, { start: '14:30' });
    const bodies = await Promise.all([3005, 3006].map((seed) => bureau.bookingBody(seed, { start: '14:30' })));
    const answers = await Promise.all(bodies.map((body, index) => postBooking(bureau, body, `lane-${index}`)));

    expect(tally(answers)).to.deep.equal({ '201': 1, '409 slot-full': 1 });
  });

  it('refuses the second active appointment of a person, also in the other role of a race', async () => {
    const body = await bureau.bookingBody(3007, { start: '15:00' });
    const answers = await Promise.all(
      ['15:00', '15:30', '16:00'].map((start, n) => postBooking(bureau, { ...body, start }, `person-${n}`)),
    );

    expect(tally(answers)).to.deep.equal({ '201': 1, '409 already-booked': 2 });
    const free = await Promise.all(
      ['15:00', '15:30', '16:00'].map(async (start) => (await slotOf(bureau, { date: BOOKABLE_DAY, start })).free),
    );
    expect(free.sort()).to.deep.equal([3, 4, 4]);
  });
});

function slot(start: string): object {
  return { hall: 'futian', date: BOOKABLE_DAY, start, business: 'marriage' };
}

async function race(bureau: Bureau, { start, firstSeed }: { start: string; firstSeed: number }) {
  await bureau.setCapacity(PLACES, { start });
  const bodies: BookingBody[] = [];
  for (let seed = firstSeed; seed < firstSeed + COUPLES; seed += 1)
    bodies.push(await bureau.bookingBody(seed, { start }));
  const answers = await Promise.all(bodies.map((body, n) => postBooking(bureau, body, `race-${firstSeed}-${n}`)));
  const stored = await bureau.services.models.slots.findById(`futian/${BOOKABLE_DAY}/${start}/marriage/online`).lean();
  return { answers, claimed: stored?.claims.length };
}

function confirmed(answers: readonly { status: number; body: unknown }[]): { reference: string }[] {
  return answers.filter(({ status }) => status === 201).map(({ body }) => body as { reference: string });
}

/** Lets claims through whatever the slot holds: the rest of the filter and the update stay as they are. */
function removeGuard({ services }: Bureau): () => void {
  const { collection } = services.models.slots;
  const guarded = collection.findOneAndUpdate.bind(collection) as (filter: object, ...rest: unknown[]) => unknown;
  const open = collection as unknown as Record<string, unknown>;
  open['findOneAndUpdate'] = ({ $expr: _guard, ...filter }: { $expr?: unknown }, ...rest: unknown[]) =>
    guarded(filter, ...rest);
  return () => void delete open['findOneAndUpdate'];
}
