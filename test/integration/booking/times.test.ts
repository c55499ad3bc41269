import { expect } from 'chai';
import { BOOKABLE_DAY, useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';
import { Visitor } from './support/visitor.js';

const MINUTE = 60_000;

describe('choosing a time', () => {
  const bureau = useBureau();
  let seed = 100;

  async function ready(): Promise<{ visitor: Visitor; couple: ReturnType<typeof generateCouple> }> {
    const visitor = new Visitor(bureau);
    const couple = generateCouple({ seed: (seed += 1) });
    await visitor.begin();
    await visitor.people(couple);
    await visitor.hall();
    return { visitor, couple };
  }

  async function claims(start: string, date = BOOKABLE_DAY): Promise<number> {
    const slot = await bureau.services.models.slots.findById(`futian/${date}/${start}/marriage/online`).lean();
    return (slot?.claims ?? []).filter(({ until }) => until === null || until > bureau.clock.now()).length;
  }

  it('shows real places, the lunar date, peak days and the instant of a release', async () => {
    const { visitor } = await ready();
    const { $ } = await visitor.get(`${visitor.step('time')}?month=2026-11`);
    const day = (n: number) => $('.day').filter((_, cell) => $(cell).find('.day__number').text() === String(n));
    expect(day(9).text()).to.contain('余 48').and.to.contain('十月初一');
    expect(day(11).hasClass('day--peak')).to.equal(true);
    expect(day(8).hasClass('day--closed')).to.equal(true);
    expect(day(18).text()).to.contain('11月3日 08:30 放号');
    expect($('[data-release-countdown]').attr('data-release-at')).to.equal('2026-11-03T00:30:00.000Z');
  });

  it('keeps the chosen place for ten minutes and says until when', async () => {
    const { visitor } = await ready();
    await visitor.time('09:00');
    const { $ } = await visitor.get(visitor.step('details'));
    const left = Date.parse($('[data-countdown]').attr('data-deadline')!) - bureau.clock.now().getTime();
    expect(left).to.be.within(9 * MINUTE, 10 * MINUTE);
    expect(await claims('09:00')).to.equal(1);
  });

  it('gives the old place back when another one is taken, and does not count a hold against its owner', async () => {
    await bureau.setCapacity(1, { start: '09:30' });
    const { visitor } = await ready();
    await visitor.time('09:30');
    const shown = await visitor.get(`${visitor.step('time')}?date=${BOOKABLE_DAY}`);
    expect(shown.$(`button[value="${BOOKABLE_DAY}T09:30"]`).length, 'their own last place').to.equal(1);
    expect((await visitor.time('09:30')).location, 'the same again').to.equal(visitor.step('details'));
    expect(await claims('09:30')).to.equal(1);

    await visitor.time('10:00');
    expect([await claims('09:30'), await claims('10:00')]).to.deep.equal([0, 1]);
  });

  it('keeps one place for two quick clicks', async () => {
    const { visitor } = await ready();
    await visitor.get(visitor.step('time'));
    await Promise.all([visitor.time('10:30'), visitor.time('10:30')]);
    expect(await claims('10:30')).to.equal(1);
  });

  it('says so when the last place has just gone, shows fresh times and loses nothing', async () => {
    await bureau.setCapacity(1, { start: '11:00' });
    const { visitor } = await ready();
    const other = await ready();
    await visitor.get(`${visitor.step('time')}?date=${BOOKABLE_DAY}`);
    await other.visitor.time('11:00');

    const shown = await visitor.time('11:00');

    expect(shown.status).to.equal(409);
    expect(shown.$('#why').text()).to.contain('刚刚被约走了');
    expect(shown.$('.nearest button').length).to.equal(6);
    expect(shown.$('.nearest button').first().attr('value')).to.match(new RegExp(`^${BOOKABLE_DAY}T`));
    expect(shown.$('.time--full').text()).to.contain('11:00');
    const nearest = shown.$('.nearest button').first().attr('value')!;
    expect((await visitor.post(visitor.step('time'), { slot: nearest })).location).to.equal(visitor.step('details'));
  });

  it('tells full, closed and not yet released apart', async () => {
    const { visitor } = await ready();
    const [unreleased, past, unknown] = [
      await visitor.time('09:00', '2026-11-18'),
      await visitor.time('09:00', '2026-10-01'),
      await visitor.post(visitor.step('time'), { slot: '{"$gt":""}' }),
    ];
    expect([unreleased.status, unreleased.$('#why').text()].join())
      .to.contain('409')
      .and.to.contain('还没有放号');
    expect([past.status, past.$('#why').text()].join())
      .to.contain('409')
      .and.to.contain('不再开放');
    expect(unknown.status).to.equal(422);
  });

  it('keeps every answer when the hold runs out, says so and offers the nearest times', async () => {
    const { visitor, couple } = await ready();
    await visitor.time('14:00');
    bureau.advance(11 * MINUTE);
    const sent = await visitor.details(couple);
    expect(sent.location, 'what was typed is taken all the same').to.equal(visitor.step('time'));

    const shown = await visitor.get(sent.location);
    expect(shown.$('#why').text()).to.contain('已经到期');
    expect(shown.$('.nearest button').first().attr('value')).to.match(new RegExp(`^${BOOKABLE_DAY}T`));
    const again = await visitor.post(visitor.step('time'), { slot: shown.$('.nearest button').first().attr('value')! });
    expect(again.location).to.equal(visitor.step('phone'));
    expect((await visitor.get(visitor.step('details'))).$('#first-name').attr('value')).to.equal(couple[0].name);
  });

  it('leads back to the calendar when the day was closed after the hold', async () => {
    const { visitor, couple } = await ready();
    await visitor.time('15:00');
    await visitor.details(couple);
    await visitor.phone(couple[0].phone);
    const slot = `futian/${BOOKABLE_DAY}/15:00/marriage/online`;
    await bureau.services.models.slots.updateOne({ _id: slot }, { $set: { isClosed: true } });

    const refused = await visitor.confirm();

    expect(refused.location).to.equal(visitor.step('time'));
    expect((await visitor.get(refused.location)).$('#why').text()).to.contain('不再开放');
    expect(await claims('15:00')).to.equal(0);
    await visitor.time('15:30');
    expect((await visitor.confirm()).location).to.match(/^\/manage\//);
  });

  it('gives a place back that no longer fits when they turn out to need the other lane', async () => {
    const { visitor } = await ready();
    await visitor.time('16:00');
    const changed = await visitor.people(generateCouple({ seed: 150, female: { type: 'tw-permit' } }));
    expect(changed.location, 'this hall has no such authority').to.equal(visitor.step('hall'));
    expect(await claims('16:00')).to.equal(0);
  });
});
