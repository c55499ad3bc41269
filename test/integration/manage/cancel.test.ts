import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { pageOf, visit } from './support/visitor.js';

const HOUR_MS = 3_600_000;

describe('POST /manage/:reference/:token/cancel', () => {
  const bureau = useBureau();

  it('cancels, says so, and is the same the second time', async () => {
    const booked = await bureau.bookCouple(1);
    const visitor = visit(bureau);
    const asked = await visitor.open(`${pageOf(booked)}/cancel`);
    expect(asked.$('main').text()).to.include('取消不能恢复');
    const first = await visitor.submit(`${pageOf(booked)}/cancel`, {});
    expect([first.response.status, first.response.headers['location']]).to.deep.equal([303, pageOf(booked)]);
    const csrf = first.$('input[name=_csrf]').attr('value') ?? asked.$('input[name=_csrf]').attr('value') ?? '';
    const second = await visitor.post(`${pageOf(booked)}/cancel`, { _csrf: csrf });
    expect(second.status).to.equal(303);
    const { $ } = await visitor.open(pageOf(booked));
    expect($('.notice--info').text()).to.include('这个预约已取消');
    expect($('.qr')).to.have.length(0);
  });

  it('gives the place back once and sends one message, however many cancel at once', async () => {
    const booked = await bureau.bookCouple(2, { start: '10:00' });
    const visitor = visit(bureau);
    const { $ } = await visitor.open(`${pageOf(booked)}/cancel`);
    const fields = { _csrf: $('main input[name=_csrf]').attr('value') ?? '' };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => visitor.post(`${pageOf(booked)}/cancel`, fields)),
    );
    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([303]));

    const { models } = bureau.services;
    const record = await models.appointments.findOne({ reference: booked.reference }).lean();
    const messages = await models.messages.find({ subject: record?._id, kind: 'appointment-cancelled' }).lean();
    const slot = await models.slots.findById(record?.slot).lean();
    const claims = slot?.claims.filter(({ holder }) => holder === record?._id) ?? [];
    expect(record?.history.map(({ action }) => action)).to.deep.equal(['booked', 'cancelled']);
    expect(messages).to.have.length(1);
    expect(claims).to.have.length(1);
    const now = bureau.clock.now().getTime();
    expect(claims[0]?.until?.getTime()).to.be.within(now - 60_000, now + HOUR_MS);
  });

  it('refuses a form that was not made for this session', async () => {
    const booked = await bureau.bookCouple(3, { start: '10:30' });
    const answer = await visit(bureau).post(`${pageOf(booked)}/cancel`, { acceptsLate: 'true' });
    expect(answer.status).to.equal(403);
    expect(await stateOf(booked)).to.equal('confirmed');
  });

  it('answers 404 for a wrong token and cancels nothing', async () => {
    const booked = await bureau.bookCouple(4, { start: '11:00' });
    const visitor = visit(bureau);
    const { $ } = await visitor.open(`${pageOf(booked)}/cancel`);
    const wrong = pageOf({ ...booked, manageToken: 'wrong' });
    const fields = { _csrf: $('main input[name=_csrf]').attr('value') ?? '' };
    expect((await visitor.post(`${wrong}/cancel`, fields)).status).to.equal(404);
    expect(await stateOf(booked)).to.equal('confirmed');
  });

  it('on the day itself asks to accept that it counts as late', async () => {
    const booked = await bureau.bookCouple(5, { start: '16:00' });
    const visitor = visit(bureau);
    bureau.setTime('2026-11-09T08:00:00+08:00');
    const unaware = await visitor.submit(`${pageOf(booked)}/cancel`, {});
    expect(unaware.response.status).to.equal(422);
    expect(unaware.$('.error-summary a').attr('href')).to.equal('#acceptsLate');
    expect(await stateOf(booked)).to.equal('confirmed');

    const aware = await visitor.submit(`${pageOf(booked)}/cancel`, { acceptsLate: 'true' });
    expect(aware.response.status).to.equal(303);
    const { $ } = await visitor.open(pageOf(booked));
    expect($('.notice--info').text()).to.include('逾期');
  });

  it('is no longer offered once the appointment has begun', async () => {
    bureau.setTime('2026-11-02T09:00:00+08:00');
    const booked = await bureau.bookCouple(6, { start: '16:30' });
    bureau.setTime('2026-11-09T16:31:00+08:00');
    const visitor = visit(bureau);
    const { $ } = await visitor.open(`${pageOf(booked)}/cancel`);
    expect($('main').text()).to.include('预约已经开始，不能再取消');
    expect($('main form')).to.have.length(0);
  });

  async function stateOf({ reference }: { reference: string }) {
    return (await bureau.services.models.appointments.findOne({ reference }).lean())?.state;
  }
});
