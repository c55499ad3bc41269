import { expect } from 'chai';
import { BOOKABLE_DAY, useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';
import { pageOf, visit } from './support/visitor.js';

const MINUTE_MS = 60_000;

describe('GET /manage/:reference/:token', () => {
  const bureau = useBureau();

  it('shows the ticket, the pass, what each brings and what counts', async () => {
    const booked = await bureau.bookCouple(1);
    const { response, $ } = await visit(bureau).open(pageOf(booked));
    const text = $('main').text();
    expect(response.status).to.equal(200);
    expect($('.ticket__reference strong').text()).to.equal(booked.reference);
    expect($('.ticket .qr__image').attr('src')).to.equal(`${pageOf(booked)}/qr.svg`);
    expect($('.checklist')).to.have.length(3);
    for (const said of [
      '同意预约不等于同意受理',
      '不收取任何费用',
      '08:30 至 09:15',
      '11月9日',
      '30 天内爽约满 2 次',
      '0755-80000001',
    ])
      expect(text).to.include(said);
  });

  it('names nobody in full', async () => {
    const booked = await bureau.bookCouple(2);
    const { response } = await visit(bureau).open(pageOf(booked));
    for (const { name, document, phone } of generateCouple({ seed: 2 }))
      for (const secret of [name, document.number, phone]) expect(response.text).not.to.include(secret);
  });

  it('names the rule of jurisdiction where there is one', async () => {
    const factsOf = async (seed: number, overrides?: Record<string, unknown>) => {
      const { $ } = await visit(bureau).open(pageOf(await bureau.bookCouple(seed, overrides)));
      return $('.ticket__facts').text();
    };
    expect(await factsOf(21, { start: '10:00' })).to.include('办理依据');
    expect(await factsOf(22, { business: 'counselling', start: '10:00' })).not.to.include('办理依据');
  });

  it('keeps its address to itself', async () => {
    const { response, $ } = await visit(bureau).open(pageOf(await bureau.bookCouple(3)));
    expect(response.headers).to.include({
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow, noarchive',
    });
    expect($('meta[name=referrer]').attr('content')).to.equal('no-referrer');
  });

  it('answers a wrong token and an unknown reference alike', async () => {
    const booked = await bureau.bookCouple(4);
    const wrongToken = await bureau.http.get(pageOf({ ...booked, manageToken: 'x'.repeat(22) }));
    const unknown = await bureau.http.get(pageOf({ ...booked, reference: 'XY-0000-0000' }));
    const withoutAddress = (html: string) => html.replace(/name="returnTo" value="[^"]*"/g, '');
    expect([wrongToken.status, unknown.status]).to.deep.equal([404, 404]);
    expect(withoutAddress(wrongToken.text)).to.equal(withoutAddress(unknown.text));
    expect(wrongToken.headers).to.include({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
  });

  it('celebrates a wedding just booked, once', async () => {
    const booked = await bureau.bookCouple(5, { start: '09:30' });
    expect((await visit(bureau).open(pageOf(booked))).$('.booked--warm h1').text()).to.include('恭喜');
    bureau.advance(20 * MINUTE_MS);
    const { $ } = await visit(bureau).open(pageOf(booked));
    expect($('.booked')).to.have.length(0);
    expect($('h1').text()).to.equal('我的预约');
  });

  it('speaks of divorce quietly', async () => {
    const booked = await bureau.bookCouple(6, { business: 'divorce-application', start: '10:00' });
    const { $ } = await visit(bureau).open(pageOf(booked));
    expect($('body').attr('data-tone')).to.equal('calm');
    expect($('.booked--calm h1').text()).to.equal('预约已确认');
    expect($('main').text()).not.to.match(/恭喜|喜/);
  });

  it('speaks English when asked', async () => {
    const { $ } = await visit(bureau).open(`${pageOf(await bureau.bookCouple(7, { start: '09:30' }))}?lang=en`);
    expect($('main').text())
      .to.include('Monday 9 November 2026')
      .and.include('Agreeing to an appointment is not agreeing to accept')
      .and.not.match(/\b(manage|confirmation|common):/);
  });

  it('says that the day is no longer open, and offers to move', async () => {
    const booked = await bureau.bookCouple(8, { start: '15:00' });
    await bureau.services.models.slots.updateOne(
      { _id: `futian/${BOOKABLE_DAY}/15:00/marriage/online` },
      { $set: { isClosed: true } },
    );
    const { $ } = await visit(bureau).open(pageOf(booked));
    expect($('.notice--warning').text()).to.include('这个时段不再开放');
    expect($('.notice--warning a').attr('href')).to.equal(`${pageOf(booked)}/reschedule`);
  });

  it('changes nothing by being opened', async () => {
    const booked = await bureau.bookCouple(9, { start: '15:30' });
    const read = () => bureau.services.models.appointments.findOne({ reference: booked.reference }).lean();
    const before = await read();
    for (const page of ['', '/reschedule', '/cancel', '/slip.pdf', '/calendar.ics', '/qr.svg'])
      await bureau.http.get(pageOf(booked) + page).expect(200);
    expect(await read()).to.deep.equal(before);
  });
});
