import { expect } from 'chai';
import { load } from 'cheerio';
import { useBureau } from '../../support/bureau.js';

describe('GET /manage/:reference/:token', () => {
  const bureau = useBureau();

  it('shows the ticket, the pass, what to bring and what counts', async () => {
    const { reference, manageToken } = await bureau.bookCouple(1);
    const response = await bureau.http.get(`/manage/${reference}/${manageToken}`);
    expect(response.status).to.equal(200);
    const $ = load(response.text);
    expect($('.ticket__reference strong').text()).to.equal(reference);
    expect($('.ticket .qr__image').attr('src')).to.equal(`/manage/${reference}/${manageToken}/qr.svg`);
  });
});
