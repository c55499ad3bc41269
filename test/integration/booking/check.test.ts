import { expect } from 'chai';
import { parseIdentityDocument } from '../../../src/features/eligibility/index.js';
import { BOOKABLE_DAY, useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';
import { checkFields, Visitor } from './support/visitor.js';

describe('POST /book/:draft/check', () => {
  const bureau = useBureau();

  it('shows everything once more, with only the ends of a number', async () => {
    const couple = generateCouple({ seed: 300, male: { soldier: true } });
    const visitor = new Visitor(bureau);
    await visitor.fillIn(couple);
    const { $, text } = await visitor.get(visitor.step('check'));
    const { number } = couple[0].document;
    expect(text)
      .to.contain(couple[0].name)
      .and.to.contain(`${number.slice(0, 3)}***********${number.slice(-4)}`);
    expect(text).to.not.contain(number);
    expect(text).to.contain('军人婚姻登记证明').and.to.contain('红底');
    for (const rule of ['免费', '不等于同意受理', '前取消或改期', '爽约满 2 次', '08:30 至 09:15'])
      expect(text, rule).to.contain(rule);
    expect($('.summary-list__action a').length).to.be.at.least(6);
    expect($('main a[href="/notices/privacy"]').length).to.equal(1);
  });

  it('asks for the consent and books nothing without it', async () => {
    const visitor = new Visitor(bureau);
    await visitor.fillIn(generateCouple({ seed: 301 }), { start: '09:30' });
    const shown = await visitor.confirm({ consent: '' });
    expect(shown.status).to.equal(422);
    expect(shown.$('.error-summary a').attr('href')).to.equal('#consent');
    expect(await bureau.services.models.appointments.countDocuments()).to.equal(0);
  });

  it('makes one appointment of a double click, and leads later clicks to it', async () => {
    const visitor = new Visitor(bureau);
    await visitor.fillIn(generateCouple({ seed: 302 }), { start: '10:00' });
    const { $ } = await visitor.get(visitor.step('check'));
    const clicks = await Promise.all([1, 2, 3].map(() => visitor.post(visitor.step('check'), checkFields($))));
    expect(new Set(clicks.map(({ location }) => location)).size).to.equal(1);
    expect(clicks[0]!.location).to.match(/^\/manage\/XY-/);
    const slot = `futian/${BOOKABLE_DAY}/10:00/marriage/online`;
    expect(await bureau.services.models.appointments.countDocuments({ slot })).to.equal(1);
    expect((await bureau.services.models.slots.findById(slot).lean())?.claims).to.have.length(1);

    for (const step of ['people', 'time', 'check'])
      expect((await visitor.get(visitor.step(step))).location).to.equal(clicks[0]!.location);
    expect((await visitor.time('10:30')).location).to.equal(clicks[0]!.location);
  });

  it('shows what another tab changed instead of booking something else', async () => {
    const visitor = new Visitor(bureau);
    await visitor.fillIn(generateCouple({ seed: 303 }), { start: '11:00' });
    const { $ } = await visitor.get(visitor.step('check'));
    await visitor.time('11:30');

    const stale = await visitor.post(visitor.step('check'), checkFields($));

    expect(stale.status).to.equal(409);
    expect(
      stale
        .$('#changed li')
        .toArray()
        .map((item) => stale.$(item).text()),
    ).to.deep.equal(['时间']);
    expect(stale.text).to.contain('11:30–12:00');
    expect((await visitor.post(visitor.step('check'), checkFields(stale.$))).location).to.match(/^\/manage\//);
  });

  it('explains that one of them is already booked, and keeps the place usable', async () => {
    const couple = generateCouple({ seed: 304 });
    const first = new Visitor(bureau);
    await first.fillIn(couple, { start: '14:00' });
    await first.confirm();
    const again = new Visitor(bureau);
    const stranger = generateCouple({ seed: 305 });
    await again.fillIn([stranger[0], couple[1]], { start: '14:30' });

    const refused = await again.confirm();

    expect(refused.status).to.equal(409);
    expect(refused.$('#refusal').text()).to.contain('已有一个有效的预约').and.to.contain('名额仍为您保留');
    await again.people(stranger);
    await again.details(stranger);
    expect((await again.confirm()).location).to.match(/^\/manage\//);
  });

  it('explains a pause after missed appointments and where to appeal', async () => {
    const couple = generateCouple({ seed: 306 });
    const visitor = new Visitor(bureau);
    await visitor.fillIn(couple, { start: '15:00' });
    const parsed = parseIdentityDocument(couple[0].document, '2026-11-02');
    const person = bureau.services.secrets.hash.of('person', parsed.ok ? parsed.document.identity : '');
    await bureau.services.models.blocks.create({
      _id: person,
      until: new Date('2026-11-20T00:00:00+08:00'),
      appointments: [],
    });
    await new Promise((resolve) => setTimeout(resolve, 5100));

    const refused = await visitor.confirm();
    expect(refused.status).to.equal(409);
    expect(refused.$('#refusal').text()).to.contain('2026年11月20日').and.to.contain('0755-80000001');
  }).timeout(20_000);

  it('says it in English too', async () => {
    const visitor = new Visitor(bureau, 'en');
    await visitor.fillIn(generateCouple({ seed: 307 }), { start: '16:00' });
    const { text } = await visitor.get(visitor.step('check'));
    expect(text).to.contain('Check and confirm').and.to.contain('Agreeing to an appointment is not agreeing');
    expect(text.replace(/\p{Script=Han}{2,4}(?= brings)|简体中文/gu, '')).to.not.match(/请|预约/);
  });
});
