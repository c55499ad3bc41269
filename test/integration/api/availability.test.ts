import { expect } from 'chai';
import { expectProblem, faultsOf, slotOf } from '../../support/api.js';
import { BOOKABLE_DAY, dayAfter, MONDAY_MORNING, useBureau } from '../../support/bureau.js';
import { foreignHall, testHall } from '../../support/halls.js';

interface Day {
  date: string;
  state: string;
  labels: { kind: string; text: string }[];
  slots: { start: string; state: string; lane: string }[];
}

describe('GET /api/v1/halls', () => {
  const bureau = useBureau();
  const list = (query: object, language = 'en') =>
    bureau.http.get('/api/v1/halls').query(query).set('Accept-Language', language);

  it('lists halls with address, phone, businesses, authority and opening, in the caller’s language', async () => {
    const { body, headers } = await list({}).expect(200);
    expect(headers).to.include({ 'content-language': 'en' });
    expect(body.halls.map(({ id }: { id: string }) => id)).to.deep.equal(['futian', 'nanshan']);
    expect(body.halls[0]).to.deep.include({
      name: 'Futian Test Registry',
      division: '440304',
      phone: '0755-80000001',
      timeZone: 'Asia/Shanghai',
      foreignAuthority: false,
      businesses: ['marriage', 'divorce-application', 'reissue-marriage', 'counselling'],
    });
    expect(body.halls[0].opening[0]).to.deep.equal({ weekday: 1, from: '09:00', to: '12:00' });
    expect((await list({}, 'zh-CN')).body.halls[0].name).to.equal('福田测试登记处');
  });

  it('takes a province or city for everything in it, and leaves out what does not offer the business', async () => {
    const ids = async (query: object) => (await list(query).expect(200)).body.halls.map(({ id }: { id: string }) => id);
    expect(await ids({ division: '440000' })).to.deep.equal(['futian', 'nanshan']);
    expect(await ids({ division: '440305', business: 'marriage' })).to.deep.equal(['nanshan']);
    expect(await ids({ division: '210000' })).to.deep.equal([]);
    expect(await ids({ division: '', business: '' })).to.deep.equal(['futian', 'nanshan']);
    expect(await ids({ business: 'divorce-issue' })).to.deep.equal([]);
  });

  it('refuses a division that cannot be and a business that is not one', async () => {
    expect(faultsOf(await list({ division: '990000' }))).to.deep.equal(['division: unknown-division']);
    expect(faultsOf(await list({ business: 'wedding' }))).to.deep.equal(['business: not-offered']);
    expect((await list({ colour: 'red' })).status).to.equal(200);
  });
});

describe('GET /api/v1/halls/{hall}/availability', () => {
  const bureau = useBureau();
  beforeEach(() => bureau.setTime(MONDAY_MORNING));
  const ask = (query: object, hall = 'futian') =>
    bureau.http.get(`/api/v1/halls/${hall}/availability`).query({ business: 'marriage', ...query });
  const daysOf = async (query: object) => (await ask(query).expect(200)).body.days as Day[];

  it('shows from today as far as the hall releases when no days are named', async () => {
    const days = await daysOf({});
    expect(days.map(({ date }) => date)).to.deep.equal(Array.from({ length: 16 }, (_, n) => dayAfter(bureau, n)));
    expect(days.find(({ date }) => date === BOOKABLE_DAY)).to.include({ state: 'available' });
    expect(days.find(({ date }) => date === '2026-11-07')).to.deep.include({ state: 'closed', slots: [] });
  });

  it('sorts slots by time and never shows a day as available with no times in it', async () => {
    for (const { slots, state } of await daysOf({ to: '2026-11-30' })) {
      expect(slots.map(({ start }) => start)).to.deep.equal(slots.map(({ start }) => start).sort());
      if (slots.length === 0) expect(state).to.equal('closed');
    }
  });

  it('labels days with lunar date, peak and holiday in both languages', async () => {
    const [day] = await daysOf({ from: '2026-11-11', to: '2026-11-11' });
    expect(day?.labels.map(({ kind }) => kind)).to.include.members(['lunar', 'peak']);
    const { body } = await ask({ from: '2026-11-11', to: '2026-11-11' }).set('Accept-Language', 'en');
    expect(body.days[0].labels[0].text).to.equal('Lunar 10/3');
  });

  it('shows days that have passed as closed', async () => {
    const days = await daysOf({ from: '2026-10-26', to: '2026-11-01' });
    expect(new Set(days.map(({ state }) => state))).to.deep.equal(new Set(['closed']));
  });

  it('explains what is wrong with a range', async () => {
    expect(faultsOf(await ask({ from: '2026-11-10', to: '2026-11-09' }))).to.deep.equal(['to: range-reversed']);
    expect(faultsOf(await ask({ from: '2026-11-01', to: '2027-01-02' }))).to.deep.equal(['to: range-too-long']);
    await ask({ from: '2026-11-01', to: '2027-01-01' }).expect(200);
    expect(faultsOf(await ask({ from: '2026-02-30' }))).to.deep.equal(['from: not-a-date']);
    expect(faultsOf(await ask({ business: 'divorce-issue' }))).to.deep.equal(['business: not-offered-here']);
    expect(faultsOf(await bureau.http.get('/api/v1/halls/futian/availability'))).to.deep.equal(['business: required']);
  });

  it('does not know an unknown hall', async () => {
    expectProblem(await ask({}, 'nowhere'), 404, 'not-found');
    expectProblem(await ask({}, '..%2F..%2Fetc'), 404, 'not-found');
  });

  it('answers 304 until something changes', async () => {
    const first = await ask({}).expect(200);
    await ask({}).set('If-None-Match', first.headers['etag']!).expect(304);
    await ask({})
      .set('If-None-Match', `"other", ${first.headers['etag']}`)
      .set('Cache-Control', 'no-cache')
      .expect(304);
    await bureau.bookCouple(1, { start: '09:00' });
    const changed = await ask({}).set('If-None-Match', first.headers['etag']!).expect(200);
    expect(changed.headers['etag']).to.not.equal(first.headers['etag']);
  });

  it('shows a change made here to the very next who asks', async () => {
    for (const free of [3, 2]) {
      await bureau.http
        .post('/api/v1/holds')
        .send({ hall: 'futian', date: BOOKABLE_DAY, start: '10:00', business: 'marriage' });
      expect(await slotOf(bureau, { date: BOOKABLE_DAY, start: '10:00' })).to.include({ free });
    }
  });

  it('shows what another process changed within a quarter of a second', async () => {
    await ask({ from: BOOKABLE_DAY, to: BOOKABLE_DAY });
    await bureau.setCapacity(9, { start: '11:00' });
    await new Promise((resolve) => setTimeout(resolve, 260));
    expect(await slotOf(bureau, { date: BOOKABLE_DAY, start: '11:00' })).to.include({ free: 9 });
  });

  it('serves everybody who asks at once from one reading', async () => {
    const { slots } = bureau.services.models;
    const read = slots.find.bind(slots);
    let reads = 0;
    slots.find = ((...args: Parameters<typeof read>) => {
      reads += 1;
      return read(...args);
    }) as typeof slots.find;
    try {
      await Promise.all(Array.from({ length: 50 }, () => ask({ from: BOOKABLE_DAY, to: '2026-11-13' }).expect(200)));
    } finally {
      slots.find = read;
    }
    expect(reads).to.be.at.most(3);
  });
});

describe('A hall’s special days in availability', () => {
  const note = { 'zh-CN': '加班', en: 'Extra' };
  const morning = [{ from: '09:00', to: '10:00' }];
  const bureau = useBureau({
    halls: [
      testHall({
        exceptions: [
          { date: '2026-11-09', hours: morning, note },
          { date: '2026-11-14', hours: morning, note },
          { date: '2026-11-16', hours: [], note },
        ],
        closures: [{ from: '2026-11-12', to: '2026-11-13', reason: note }],
      }),
      foreignHall(),
    ],
  });

  it('opens and closes exactly the days that were named', async () => {
    const { body } = await bureau.http
      .get('/api/v1/halls/futian/availability')
      .query({ business: 'marriage', from: '2026-11-09', to: '2026-11-17' });
    const shown = (body.days as Day[]).map(({ date, state, slots }) => [date.slice(8), state, slots.length]);
    expect(shown).to.deep.equal([
      ['09', 'available', 2],
      ['10', 'available', 12],
      ['11', 'available', 12],
      ['12', 'closed', 0],
      ['13', 'closed', 0],
      ['14', 'available', 2],
      ['15', 'closed', 0],
      ['16', 'closed', 0],
      ['17', 'available', 12],
    ]);
  });
});
