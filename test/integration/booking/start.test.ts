import { expect } from 'chai';
import { load } from 'cheerio';
import { useBureau } from '../../support/bureau.js';

describe('GET /book', () => {
  const bureau = useBureau();
  const open = async (query: string) => load((await bureau.http.get(`/book${query}`).expect(200)).text);
  const offered = (page: Awaited<ReturnType<typeof open>>) =>
    page('button[name=business]')
      .toArray()
      .map(({ attribs }) => attribs['value']);

  it('puts first what the link was about, and begins nothing', async () => {
    const page = await open('?business=counselling');
    expect(offered(page)[0]).to.equal('counselling');
    expect(offered(page)).to.have.length(6);
    expect(page('.card--featured')).to.have.length(1);
    expect(await bureau.services.models.drafts.countDocuments()).to.equal(0);
  });

  it('greets nobody who comes about a divorce with a wedding', async () => {
    expect((await open('?business=divorce-application'))('body').attr('data-tone')).to.equal('calm');
    expect((await open('?business=marriage'))('body').attr('data-tone')).to.equal(undefined);
  });

  it('shows everything when it is not told, or told nonsense', async () => {
    for (const query of ['', '?business=wedding', '?business[$gt]=']) {
      const page = await open(query);
      expect(offered(page)[0], query).to.equal('marriage');
      expect(offered(page), query).to.have.length(6);
    }
  });

  it('is linked from a hall for the business that was looked at', async () => {
    const page = load((await bureau.http.get('/halls/futian').expect(200)).text);
    expect(page('.offer').eq(1).find('a').attr('href')).to.equal('/book?business=divorce-application');
  });
});
