import { load } from 'cheerio';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { postForm, signedIn, type StaffAgent } from '../../support/staff.js';

describe('the addresses of the messages of the staff', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  let subject: string;
  let id: string;
  let manager: StaffAgent;

  before('a couple that was told', async () => {
    await bureau.bookCouple(1);
    const found = await bureau.services.models.messages.findOne({ kind: 'appointment-confirmed' }).lean();
    [id, subject] = [found?._id ?? '', found?.subject ?? ''];
    manager = await signedIn(bureau, 'hall-manager');
  });

  describe('of a message', () => {
    const filter = () => ({ about: subject, kind: 'appointment-confirmed', from: '2026-11-02' });
    const back = () => `/staff/messages?${new URLSearchParams(filter()).toString()}`;

    it('lead back to the list as it was filtered and turned', async () => {
      const list = load((await manager.get(back())).text);
      const href = list('main tbody th a').attr('href') ?? '';
      expect(new URL(href, 'http://hall').pathname).to.equal(pathOf(id));
      expect(await backOf(href)).to.equal(sorted(back()));

      const turned = `${back()}&before=2026-11-30T00:00:00.000Z~0`;
      const second = load((await manager.get(turned)).text)('main tbody th a').attr('href') ?? '';
      expect(await backOf(second)).to.equal(sorted(turned));
      const plain = load((await manager.get('/staff/messages')).text)('main tbody th a').attr('href') ?? '';
      expect([plain.includes('?'), await backOf(plain)]).to.deep.equal([false, '/staff/messages']);
    });

    it('keep it while the message is tried again or given up', async () => {
      const address = `${pathOf(id)}?${new URLSearchParams(filter()).toString()}`;
      await fail();
      const page = load((await manager.get(address)).text);
      const [retry = '', giveUp = ''] = page('main form')
        .toArray()
        .map((form) => page(form).attr('action') ?? '');
      const answer = await postForm(manager, retry);
      expect(sorted(answer.headers['location'])).to.equal(sorted(`${address}&done=retried`));
      const done = load((await manager.get(String(answer.headers['location']))).text);
      expect(done('main .notice--success').length).to.equal(1);
      expect(sorted(done('a.back-link').attr('href'))).to.equal(sorted(back()));

      const late = await postForm(manager, retry);
      await fail();
      const empty = await postForm(manager, giveUp, { reason: '' });
      for (const { status, text } of [late, empty]) {
        expect(status).to.be.oneOf([409, 422]);
        expect(sorted(load(text)('a.back-link').attr('href'))).to.equal(sorted(back()));
      }
      const again = load(empty.text)('main form').last().attr('action') ?? '';
      const given = await postForm(manager, again, { reason: '已电话告知' });
      expect(sorted(given.headers['location'])).to.equal(sorted(`${address}&done=given-up`));
    });

    it('carry nothing on that is no filter of the list', async () => {
      for (const strange of [
        'search=LH-7K3M-9Q2P',
        'back=https://elsewhere.example&next=//elsewhere.example',
        'state=lost&kind=appointment-confirmed',
        'kind=a&kind=b',
        'before=//elsewhere.example',
        '$where=1',
      ])
        expect(await backOf(`${pathOf(id)}?${strange}`), strange).to.equal('/staff/messages');
      const kind = `${pathOf(id)}?kind=${encodeURIComponent('//elsewhere.example?state=failed#x')}&search=LH`;
      expect(new URL(await backOf(kind), 'http://hall').host).to.equal('hall');
      expect(await backOf(kind)).to.match(/^\/staff\/messages\?kind=[^?#]+$/);
      await fail();
      const answer = await postForm(manager, `${pathOf(id)}/retry?done=given-up&search=LH&next=//elsewhere.example`);
      expect(answer.headers['location']).to.equal(`${pathOf(id)}?done=retried`);
    });
  });

  async function backOf(address: string): Promise<string> {
    const $ = load((await manager.get(address)).text);
    return sorted($('a.back-link').attr('href'));
  }

  /** The same address whatever the order of its fields. */
  function sorted(address: unknown): string {
    const { pathname, searchParams } = new URL(String(address), 'http://hall');
    searchParams.sort();
    return searchParams.size === 0 ? pathname : `${pathname}?${searchParams.toString()}`;
  }

  async function fail(): Promise<void> {
    const at = bureau.clock.now();
    const failed = { state: 'failed' as const, at, attempts: 8, failure: { code: 'timeout', at } };
    await bureau.services.models.messages.updateOne({ _id: id }, { $set: failed, $unset: { reason: 1 } });
  }

  function pathOf(message: string): string {
    return `/staff/messages/${encodeURIComponent(message)}`;
  }
});
