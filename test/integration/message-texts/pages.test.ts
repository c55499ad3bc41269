import { load } from 'cheerio';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { postForm, signedIn, type StaffAgent } from '../../support/staff.js';

const LIST = '/staff/hall/messages';

describe('the pages on which a hall words its messages', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  let manager: StaffAgent;

  before(async () => {
    manager = await signedIn(bureau, 'hall-manager');
  });

  describe('GET /staff/hall/messages', () => {
    it('lists every kind of the catalogue in each of its tones, at first with the standard text', async () => {
      const page = await read(LIST);
      const rows = bureau.services.textOffice.kinds
        .all()
        .reduce((sum, { texts }) => sum + Object.keys(texts.tones).length, 0);
      expect(rows).to.be.above(10);
      expect(page('.text-row').length).to.equal(rows);
      expect(page('main').text())
        .to.contain('标准文字')
        .and.not.to.match(/message-texts:|undefined|NaN/);
    });
  });

  async function read(path: string, agent = manager) {
    const { status, text } = await agent.get(path).set('Accept', 'text/html');
    expect(status, path).to.equal(200);
    return load(text);
  }
});
