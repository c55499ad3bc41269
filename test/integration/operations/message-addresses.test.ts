import { load } from 'cheerio';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { postForm, signedIn, type StaffAgent } from '../../support/staff.js';

const LAPSED = '这个地址里的条件已经失效';

describe('the addresses of the messages of the staff', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  let reference: string;
  let subject: string;
  let id: string;
  let manager: StaffAgent;

  before('a couple that was told', async () => {
    ({ reference } = await bureau.bookCouple(1));
    const found = await bureau.services.models.messages.findOne({ kind: 'appointment-confirmed' }).lean();
    [id, subject] = [found?._id ?? '', found?.subject ?? ''];
    manager = await signedIn(bureau, 'hall-manager');
  });

  describe('of a list', () => {
    it('say that their condition has lapsed, instead of showing that nothing was sent', async () => {
      for (const about of [reference, 'nothing', `${reference},nothing`]) {
        const { status, text } = await manager.get('/staff/messages').query({ about, state: 'sent' });
        const $ = load(text);
        expect(status).to.equal(200);
        expect($('main .notice').text()).to.include(LAPSED).and.to.include('预约编号或回执号');
        expect($('main .notice a').attr('href')).to.equal('/staff/messages?state=sent');
        expect([$('#found').length, $('.empty-state').length]).to.deep.equal([0, 0]);
        expect($('main form').text()).not.to.include('只看与');
        expect($('main form input[name=about]').length).to.equal(0);
        expect($('#state option[selected]').attr('value')).to.equal('sent');
      }
      const english = await manager.get('/staff/messages').query({ about: reference, lang: 'en' });
      const notice = load(english.text)('main .notice').text();
      expect(notice).to.include('The condition in this address no longer holds');
      expect(notice).to.include('by booking reference or receipt number');
    });

    it('say the same of what belongs to another hall as of what there is not', async () => {
      const elsewhere = await signedIn(bureau, 'hall-manager', { hall: 'nanshan' });
      const shown = async (about: string) =>
        load((await elsewhere.get('/staff/messages').query({ about })).text)('main')
          .text()
          .replace(/\s+/g, ' ');
      expect(await shown(subject)).to.equal(await shown('nothing'));
      expect(await shown(subject)).to.include(LAPSED);
    });

    it('lead there too when all was to be tried again', async () => {
      const answer = await manager.get('/staff/messages/retry').query({ about: reference, code: 'timeout' });
      const list = `/staff/messages?about=${reference}&state=failed&code=timeout`;
      expect([answer.status, sorted(answer.headers['location'])]).to.deep.equal([303, sorted(list)]);
    });

    it('hold nothing that was typed into the search', async () => {
      const $ = load((await manager.get('/staff/messages').query({ search: 'LH-7K3M-9Q2P' })).text);
      expect($('#search').attr('value') ?? '').to.equal('');
      expect($('main tbody tr').length).to.be.above(0);
      expect($('main').html()).not.to.include('search=LH');
    });
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
