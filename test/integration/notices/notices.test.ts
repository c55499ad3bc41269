import { load } from 'cheerio';
import { expect } from 'chai';
import { NOTICE_VERSIONS } from '../../../src/features/notices/index.js';
import { useBureau } from '../../support/bureau.js';

describe('GET /notices/:name/:version', () => {
  const bureau = useBureau();

  for (const language of ['zh-CN', 'en'])
    it(`shows every version of every notice in ${language}, with the way to the others`, async () => {
      for (const [name, versions] of Object.entries(NOTICE_VERSIONS))
        for (const version of versions) {
          const response = await bureau.http.get(`/notices/${name}/${version}`).set('Accept-Language', language);
          const $ = load(response.text);
          expect(response.status).to.equal(200);
          expect($('html').attr('lang')).to.equal(language);
          expect($('main').text()).to.include(version).and.not.to.include('{{').and.not.to.include('notices:');
          for (const each of versions) expect($(`main a[href="/notices/${name}/${each}"]`).length).to.equal(1);
          expect($('main .notice--warning').length).to.equal(version === versions[0] ? 0 : 1);
        }
    });

  it('keeps saying what the earlier version said', async () => {
    const earlier = await bureau.http.get('/notices/privacy/2026-11-01').set('Accept-Language', 'en');
    const current = await bureau.http.get('/notices/privacy').set('Accept-Language', 'en');
    expect(load(earlier.text)('main').text()).to.include('Call or visit the registry you booked');
    expect(load(current.text)('main').text()).to.include('within 15 working days').and.to.include('Your information');
  });

  it('knows no other version', async () => {
    expect((await bureau.http.get('/notices/privacy/2020-01-01')).status).to.equal(404);
    expect((await bureau.http.get('/notices/privacy/__proto__')).status).to.equal(404);
  });

  it('is the version that a booking stores with its consent', async () => {
    const { reference } = await bureau.bookCouple(1);
    const record = await bureau.services.models.appointments.findOne({ reference }).lean();
    expect(record?.consents.booking.version).to.equal(
      `${NOTICE_VERSIONS.privacy[0]}/${NOTICE_VERSIONS['booking-rules'][0]}`,
    );
  });
});
