import { expect } from 'chai';
import { load } from 'cheerio';
import { NOTICES } from '../../../src/features/notices/index.js';
import { useBureau } from '../../support/bureau.js';
import { foreignHall, testHall } from '../../support/halls.js';

const CLOSED = {
  from: '2026-11-20',
  to: '2026-11-21',
  reason: { 'zh-CN': '系统升级', en: 'System upgrade' },
};

describe('the public pages', () => {
  const bureau = useBureau({ halls: [testHall({ closures: [CLOSED] }), foreignHall()] });
  const open = async (path: string) => {
    const response = await bureau.http.get(path);
    return { response, $: load(response.text) };
  };

  it('GET / shows the next peak day with the places left over all halls', async () => {
    const { response, $ } = await open('/');
    expect(response.status).to.equal(200);
    const first = $('.peak').first().text();
    expect(first).to.include('双十一').and.include('2 个登记处还有 96 个名额');
    expect($('.peak').eq(1).text()).to.include('放号');
    expect(
      $('.hero a')
        .toArray()
        .map(({ attribs }) => attribs['href']),
    ).to.deep.equal(['/book', '/manage']);
    expect(response.headers['set-cookie']).to.equal(undefined);
  });

  it('GET /halls finds halls by words in either language, business and authority', async () => {
    const names = async (query: string) =>
      (await open(`/halls?${query}`))
        .$('.card__title')
        .toArray()
        .map((title) => load(title).text());
    expect(await names('')).to.have.length(2);
    expect(await names('q=南山')).to.deep.equal(['南山测试登记处']);
    expect(await names('q=SHENZHEN nanshan')).to.deep.equal(['南山测试登记处']);
    expect(await names('foreign=true')).to.deep.equal(['南山测试登记处']);
    expect(await names('business=reissue-divorce')).to.deep.equal([]);
    expect(await names('q[$gt]=')).to.have.length(2);
  });

  it('GET /halls/:hall tells hours, closures ahead, businesses and the next free times', async () => {
    const { $ } = await open('/halls/futian');
    const text = $('main').text();
    expect(text).to.include('周一至周五').and.include('09:00–12:00，14:00–17:00').and.include('系统升级');
    expect($('.offer')).to.have.length(4);
    expect($('.offer').first().find('time').first().attr('datetime')).to.equal('2026-11-03T09:30');
    expect($('a[href="tel:0755-80000001"]')).to.have.length(1);
  });

  it('GET /halls/:hall answers 404 for a hall that does not exist', async () => {
    expect((await open('/halls/atlantis')).response.status).to.equal(404);
  });

  for (const language of ['zh-CN', 'en'])
    for (const name of NOTICES)
      it(`GET /notices/${name} is complete in ${language}`, async () => {
        const { response, $ } = await open(`/notices/${name}?lang=${language}`);
        expect(response.status).to.equal(200);
        expect($('main').text())
          .to.include('2026-11-01')
          .and.not.match(/{{|notices:|\[object/);
        expect($('main h2').length).to.be.at.least(4);
      });

  it('GET /dev/outbox shows the latest messages as a page', async () => {
    await bureau.bookCouple(1);
    const { response, $ } = await (async () => {
      const answer = await bureau.http.get('/dev/outbox').set('Accept', 'text/html');
      return { response: answer, $: load(answer.text) };
    })();
    expect(response.status).to.equal(200);
    expect($('.outbox__code').text()).to.match(/^\d{6}$/);
    expect($('.outbox').text()).to.include('预约成功');
  });

  it('GET /dev/outbox?to= answers a script that names no type in JSON, newest first', async () => {
    const phone = '13800138000';
    await bureau.http.post('/api/v1/contact-verifications').send({ phone }).expect(202);
    for (const accept of ['*/*', 'application/json']) {
      const { body } = await bureau.http.get(`/dev/outbox?to=${phone}`).set('Accept', accept);
      expect(body[0]).to.include({ to: phone, kind: 'verification-code', channel: 'outbox' });
      expect(body[0].code).to.match(/^\d{6}$/);
    }
    expect((await bureau.http.get(`/dev/outbox?to=${phone}`).set('Accept', 'text/html')).type).to.equal('text/html');
  });
});
