import { expect } from 'chai';
import { BOOKABLE_DAY, useBureau } from '../../support/bureau.js';
import { pageOf, visit, type Visitor } from './support/visitor.js';

describe('/manage/:reference/:token/reschedule', () => {
  const bureau = useBureau();

  it('shows a month of real places and the times of the chosen day', async () => {
    const booked = await bureau.bookCouple(1);
    await bureau.setCapacity(0, { date: '2026-11-10', start: '09:30' });
    const { response, $ } = await visit(bureau).open(`${pageOf(booked)}/reschedule?date=2026-11-10`);
    expect(response.status).to.equal(200);
    expect($('.calendar__month').text()).to.equal('2026年11月');
    expect($('.day--selected .day__number').text()).to.equal('10');
    expect($('.day--not-yet-released').first().text()).to.include('放号');
    expect(
      $('#times input[type=radio]')
        .toArray()
        .map(({ attribs }) => attribs['value']),
    )
      .to.include('09:00')
      .and.not.include('09:30');
  });

  it('asks for a time when none was chosen', async () => {
    const booked = await bureau.bookCouple(2);
    const { response, $ } = await visit(bureau).open(
      `${pageOf(booked)}/reschedule/confirm?hall=futian&date=2026-11-11`,
    );
    expect(response.status).to.equal(422);
    expect($('.error-summary a').attr('href')).to.equal('#start');
  });

  it('moves the appointment and back, and then no more', async () => {
    const booked = await bureau.bookCouple(3, { start: '10:00' });
    const visitor = visit(bureau);
    const there = await move(visitor, booked, { date: '2026-11-12', start: '14:00' });
    expect(there.response.status).to.equal(303);
    const moved = await visitor.open(pageOf(booked));
    expect(moved.$('.notice--success').text()).to.include('改期成功').and.include('11月9日');
    expect(moved.$('.ticket').text()).to.include('14:00–14:30');

    const back = await move(visitor, booked, { date: BOOKABLE_DAY, start: '10:00' });
    expect(back.response.status).to.equal(303);
    const spent = await visitor.open(`${pageOf(booked)}/reschedule`);
    expect(spent.$('.notice--warning').text()).to.include('改期次数已用完');
    expect(spent.$('.calendar')).to.have.length(0);
    const { $ } = await visitor.open(`${pageOf(booked)}/cancel`);
    const fields = { _csrf: $('main input[name=_csrf]').attr('value') ?? '' };
    const third = await visitor.post(`${pageOf(booked)}/reschedule`, {
      ...fields,
      hall: 'futian',
      date: '2026-11-12',
      start: '14:00',
    });
    expect(third.status).to.equal(409);
    expect(await placeOf(booked)).to.deep.equal({ date: BOOKABLE_DAY, start: '10:00', reschedules: 2 });
  });

  it('into a slot that fills up meanwhile leaves the old one untouched and shows fresh times', async () => {
    const booked = await bureau.bookCouple(4, { start: '10:30' });
    const visitor = visit(bureau);
    const before = await claimsAt('10:30');
    const path = `${pageOf(booked)}/reschedule/confirm?hall=futian&date=2026-11-13&start=09:00`;
    const { $ } = await visitor.open(path);
    const fields = Object.fromEntries(
      $('main form input')
        .toArray()
        .map(({ attribs }) => [attribs['name'] ?? '', attribs['value'] ?? '']),
    );
    await bureau.setCapacity(1, { date: '2026-11-13', start: '09:00' });
    await bureau.bookCouple(5, { date: '2026-11-13', start: '09:00' });

    const refused = await visitor.post(`${pageOf(booked)}/reschedule`, fields);
    expect(refused.status).to.equal(409);
    expect(refused.text).to.include('这个时段已约满').and.include('value="09:30"');
    expect(await placeOf(booked)).to.deep.equal({ date: BOOKABLE_DAY, start: '10:30', reschedules: 0 });
    expect(await claimsAt('10:30')).to.deep.equal(before);
    const late = await visitor.open(path);
    expect([late.response.status, late.$('.notice--error').text()])
      .to.have.property('0')
      .that.equals(409);
  });

  it('to the time it already has is a mistake, not a change', async () => {
    const booked = await bureau.bookCouple(6, { start: '11:00' });
    const { response, $ } = await move(visit(bureau), booked, { date: BOOKABLE_DAY, start: '11:00' });
    expect(response.status).to.equal(422);
    expect($('.notice--error').text()).to.include('这就是原来的时段');
  });

  it('goes to another hall', async () => {
    const booked = await bureau.bookCouple(7, { start: '11:30' });
    const { response } = await move(visit(bureau), booked, { hall: 'nanshan', date: '2026-11-10', start: '11:30' });
    expect(response.status).to.equal(303);
    const { $ } = await visit(bureau).open(pageOf(booked));
    expect($('.ticket').text()).to.include('南山测试登记处');
  });

  for (const query of [
    'hall=nowhere&date=2026-13-45&start=99:99',
    'date[$gt]=&month=%00',
    'month=1999-01',
    'date=2031-01-01',
  ])
    it(`shows the calendar whatever the address says: ${query}`, async () => {
      const booked = await bureau.bookCouple(8, { start: '14:00' }).catch(() => undefined);
      known ??= booked;
      const { response, $ } = await visit(bureau).open(`${pageOf(known!)}/reschedule?${query}`);
      expect(response.status).to.equal(200);
      expect($('.calendar')).to.have.length(1);
    });
  let known: Awaited<ReturnType<typeof bureau.bookCouple>> | undefined;

  function move(
    visitor: Visitor,
    booked: { reference: string; manageToken: string },
    { hall = 'futian', date, start }: { hall?: string; date: string; start: string },
  ) {
    const query = new URLSearchParams({ hall, date, start }).toString();
    return visitor.submit(`${pageOf(booked)}/reschedule/confirm?${query}`, {});
  }

  async function placeOf({ reference }: { reference: string }) {
    const record = await bureau.services.models.appointments.findOne({ reference }).lean();
    return { date: record?.date, start: record?.start, reschedules: record?.reschedules };
  }

  async function claimsAt(start: string) {
    const slot = await bureau.services.models.slots.findById(`futian/${BOOKABLE_DAY}/${start}/marriage/online`).lean();
    return slot?.claims.map(({ holder, until }) => ({ holder, until }));
  }
});
