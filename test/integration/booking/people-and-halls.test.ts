import { expect } from 'chai';
import type { Hall } from '../../../src/features/halls/index.js';
import { useBureau } from '../../support/bureau.js';
import { foreignHall, testHall } from '../../support/halls.js';
import { generateCouple } from '../../support/people.js';
import { Visitor } from './support/visitor.js';

describe('who they are and where they go', () => {
  const bureau = useBureau({ halls: [testHall(), foreignHall(), certificateHall()] });

  it('names every field that is missing and keeps what was chosen, also after a reload', async () => {
    const visitor = new Visitor(bureau);
    await visitor.begin();
    const sent = { 'first-document': 'passport', 'second-document': 'resident-id', 'second-household': '440300' };
    const shown = await visitor.post(visitor.step('people'), sent);

    expect(shown.status).to.equal(422);
    expect(shown.$('.error-summary a').attr('href')).to.equal('#first-country');
    const reloaded = await visitor.get(visitor.step('people'));
    for (const page of [shown, reloaded]) {
      expect(page.$('#first-document option[selected]').attr('value')).to.equal('passport');
      expect(page.$('#second-household option[selected]').attr('value')).to.equal('440300');
    }
  });

  it('refuses what no list offers: an operator, a Hong Kong household, a country without its own passport', async () => {
    const visitor = new Visitor(bureau);
    await visitor.begin();
    const shown = await visitor.post(visitor.step('people'), {
      'first-document[$gt]': '',
      'first-document': 'resident-id',
      'first-household': '810000',
      'second-document': 'passport',
      'second-country': 'HK',
    });
    expect(shown.status).to.equal(422);
    expect(shown.$('.error-summary a').length).to.equal(2);
  });

  it('offers every city of the mainland under its province', async () => {
    const visitor = new Visitor(bureau, 'en');
    await visitor.begin();
    const { $ } = await visitor.get(visitor.step('people'));
    expect($('#first-household optgroup').length).to.equal(31);
    expect($('#first-household option[value="440300"]').text()).to.equal('Shenzhen');
    expect($('#first-household option[value="440300"]').attr('data-search')).to.contain('深圳');
  });

  it('gives two people from outside the mainland the telephone numbers of the halls that help them', async () => {
    const visitor = new Visitor(bureau);
    await visitor.begin();
    const shown = await visitor.people(
      generateCouple({ seed: 20, male: { type: 'hm-permit' }, female: { type: 'passport' } }),
    );
    expect(shown.status).to.equal(409);
    expect(shown.$('.notice a[href="tel:0755-80000002"]').length).to.equal(1);
    expect(shown.$('#first-document option[selected]').attr('value')).to.equal('hm-permit');
  });

  it('says why a hall without foreign authority cannot take a Hong Kong party, and books the longer lane where one can', async () => {
    const couple = generateCouple({ seed: 21, male: { type: 'hm-permit' }, female: { division: '440304' } });
    const visitor = new Visitor(bureau);
    await visitor.begin();
    await visitor.people(couple);
    const { $ } = await visitor.get(visitor.step('hall'));
    expect($('.hall').first().find('button[value=nanshan]').length, 'who can comes first').to.equal(1);
    expect($('.hall--cannot').text()).to.contain('涉外登记权限').and.to.contain('0755-80000001');
    expect($('button[value=futian]').length).to.equal(0);
    expect((await visitor.hall('futian')).status).to.equal(409);

    await visitor.hall('nanshan');
    await visitor.time('09:00');
    await visitor.details(couple);
    await visitor.phone(couple[1].phone);
    expect((await visitor.confirm()).location).to.match(/^\/manage\//);
    const stored = await bureau.services.models.appointments.findOne({ lane: 'foreign' }).lean();
    expect(stored?.checklist.map(({ code }) => code)).to.include('single-declaration-notarised');
  });

  it('explains to a couple from elsewhere that they may register here', async () => {
    const visitor = new Visitor(bureau);
    await visitor.begin();
    await visitor.people(generateCouple({ seed: 22, male: { division: '430102' }, female: { division: '440305' } }));
    const { $, text } = await visitor.get(visitor.step('hall'));
    expect(text).to.contain('2025 年 5 月 10 日起');
    expect($('.hall').first().text()).to.contain('全国通办').and.to.contain('男方跨省').and.to.contain('周一至周五');
  });

  it('finds halls by city, district, pinyin and name, and offers all of them when nothing matches', async () => {
    const visitor = new Visitor(bureau);
    await visitor.begin();
    await visitor.people(generateCouple({ seed: 23 }));
    const found = async (q: string) => {
      const { $ } = await visitor.get(`${visitor.step('hall')}?q=${encodeURIComponent(q)}`);
      return $('.hall button[name=hall]')
        .toArray()
        .map((button) => $(button).attr('value'));
    };
    expect(await found('深圳')).to.have.members(['futian', 'nanshan']);
    expect(await found('湖南')).to.deep.equal([]);
    expect(await found('南山')).to.deep.equal(['nanshan']);
    expect(await found('nanshan')).to.deep.equal(['nanshan']);
    expect(await found('示例路 1 号')).to.have.length(2);
    expect(await found('<script>')).to.deep.equal([]);
  });

  it('puts the nearest hall first without a position in any address', async () => {
    const visitor = new Visitor(bureau);
    await visitor.begin();
    await visitor.people(generateCouple({ seed: 24 }));
    await visitor.get(visitor.step('hall'));
    const sent = await visitor.post(`/book/${visitor.draft}/position`, { lat: '22.53', lng: '113.94' });
    expect(sent.location).to.equal(visitor.step('hall'));
    const { $ } = await visitor.get(sent.location);
    expect($('.hall h2').first().text()).to.contain('南山');
    expect($('.hall').first().text()).to.contain('约 1.0 公里');
  });

  it('sends a couple without a known receipt to the hall that accepted their application', async () => {
    const visitor = new Visitor(bureau);
    await visitor.begin('divorce-issue');
    const couple = generateCouple({ seed: 25 });
    expect((await visitor.people(couple)).$('.error-summary a').attr('href')).to.equal('#receipt');
    await visitor.people(couple, { receipt: 'LH2026-0001' });
    const { $ } = await visitor.get(visitor.step('hall'));
    expect($('.hall--cannot').text()).to.contain('受理回执').and.to.contain('0755-80000003');
    expect($('button[name=hall]').length).to.equal(0);
  });
});

/** Far away, and the only one that hands out divorce certificates. */
function certificateHall(): Hall {
  return testHall({
    id: 'luohu',
    name: { 'zh-CN': '罗湖测试登记处', en: 'Luohu Test Registry' },
    division: '440303',
    phone: '0755-80000003',
    services: [
      {
        business: 'divorce-issue',
        windows: 1,
        slotMinutes: 60,
        minutesPerCouple: 30,
        lanes: [{ lane: 'online', share: 1 }],
      },
    ],
  });
}
