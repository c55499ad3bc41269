import { expect } from 'chai';
import { load } from 'cheerio';
import { useBureau } from '../../support/bureau.js';
import { generateCouple, type GeneratedCouple } from '../../support/people.js';
import { postForm, signedIn, type StaffAgent } from '../../support/staff.js';
import { ACCEPTED_AT, acceptCouple, divorceHall, IN_WINDOW } from './support/applications.js';

const HOME = '/staff/divorce';

describe('/staff/divorce', function () {
  this.timeout(30_000);
  const bureau = useBureau({ halls: [divorceHall(), divorceHall({ id: 'luohu' })], at: ACCEPTED_AT });
  let registrar: StaffAgent;
  let seed = 4000;

  before('registrar', async () => {
    registrar = await signedIn(bureau, 'registrar');
  });
  beforeEach(async () => {
    seed += 1;
    bureau.setTime(ACCEPTED_AT);
    registrar = await signedIn(bureau, 'registrar');
  });

  describe('POST /staff/divorce/accept', () => {
    it('accepts a couple that walked in, and shows its dates', async () => {
      const couple = generateCouple({ seed });
      const sent = await post('/accept', { ...walkIn(couple), counselling: 'accepted', present: 'true' });
      expect(sent.status, sent.text).to.equal(303);
      const { $, text } = await open(String(sent.headers['location']));
      expect($('h1').text()).to.match(/^申请 LH-\w{4}-\w{4}$/);
      expect(text).to.include('2026年9月18日').and.include('2026年10月19日').and.include('接受辅导');
      for (const { name, document, phone } of couple)
        for (const secret of [name, document.number, phone]) expect(text).not.to.include(secret);
    });

    it('asks what is missing, keeps what was typed and accepts nothing', async () => {
      const couple = generateCouple({ seed });
      const before = await countApplications();
      const shared = { 'second-phone': couple[0].phone, 'second-number': '110101199001011234' };
      const sent = await post('/accept', { ...walkIn(couple), ...shared });
      expect(sent.status).to.equal(422);
      const $ = load(sent.text);
      const errors = $('.error-summary a')
        .toArray()
        .map(({ attribs }) => attribs['href']);
      expect(errors).to.include.members(['#second-phone', '#present', '#counselling']);
      expect($('#first-name').val()).to.equal(couple[0].name);
      expect(await countApplications()).to.equal(before);
    });

    it('takes a checked-in appointment, completes it, and no other', async () => {
      const booked = await book();
      const form = { reference: booked.reference, counselling: 'declined', present: 'true' };
      const early = await post('/accept', form);
      expect(early.status).to.equal(409);
      expect(load(early.text)('.notice--error').text()).to.include(booked.reference);
      await checkIn(booked);
      const page = await open(`${HOME}/accept?reference=${booked.reference}`);
      expect(page.text).to.include('留空就用它');
      const home = await open(HOME);
      expect(home.$(`a[href="${HOME}/accept?reference=${booked.reference}"]`).length).to.equal(1);
      const sent = await post('/accept', form);
      expect(sent.status, sent.text).to.equal(303);
      const visit = await bureau.services.models.appointments.findOne({ reference: booked.reference }).lean();
      expect(visit?.state).to.equal('completed');
    });
  });

  it('finds an application by its number or the last four, here only, with nothing in the address', async () => {
    const { id, receiptNumber, couple } = await acceptCouple(bureau, seed);
    for (const text of [receiptNumber, receiptNumber.slice(-4), couple[1].document.number.slice(-4).toLowerCase()]) {
      const found = await post('/search', { text });
      const reached =
        found.status === 303 ? found.headers['location'] : load(found.text)(`a[href$="${id}"]`).attr('href');
      expect(reached, text).to.equal(`${HOME}/${id}`);
    }
    const elsewhere = await signedIn(bureau, 'registrar', { hall: 'luohu' });
    const missed = await postForm(elsewhere, `${HOME}/search`, { text: receiptNumber }, { from: HOME });
    expect(load(missed.text)('main').text()).to.include('没有找到');
    expect((await elsewhere.get(`${HOME}/${id}`).set('Accept', 'text/html')).status).to.equal(404);
    expect((await elsewhere.get(`${HOME}/${id}/receipt.pdf`)).status).to.equal(404);
  });

  it('offers what can be done that day and nothing else', async () => {
    const { id } = await acceptCouple(bureau, seed);
    const forms = async () => {
      const { $ } = await open(`${HOME}/${id}`);
      return $('main form')
        .toArray()
        .map(({ attribs }) => attribs['action']?.split('/').at(-1));
    };
    expect(await forms()).to.deep.equal(['withdraw', 'messages']);
    const receptionist = await signedIn(bureau, 'receptionist');
    const seen = await receptionist.get(`${HOME}/${id}`).set('Accept', 'text/html');
    expect(load(seen.text)('main form').length).to.equal(0);
    const forbidden = await postForm(receptionist, `${HOME}/${id}/withdraw`, { party: '0', confirmed: 'true' });
    expect(forbidden.status).to.equal(403);
    await at(IN_WINDOW);
    expect(await forms()).to.deep.equal(['issue', 'refuse', 'messages']);
    await at('2026-10-20T10:00:00+08:00');
    expect(await forms()).to.deep.equal(['messages']);
  });

  it('withdraws for one of them, and says when it is too late', async () => {
    const { id } = await acceptCouple(bureau, seed);
    const unconfirmed = await post(`/${id}/withdraw`, { party: '1' });
    expect(load(unconfirmed.text)('.error-summary a').attr('href')).to.equal('#confirmed');
    const late = await acceptCouple(bureau, seed + 500);
    expect((await post(`/${id}/withdraw`, { party: '1', confirmed: 'true' })).status).to.equal(303);
    expect((await open(`${HOME}/${id}`)).text).to.include('撤回的一方');
    await at('2026-09-18T17:00:00+08:00');
    const refused = await post(`/${late.id}/withdraw`, { party: '0', confirmed: 'true' });
    expect(refused.status).to.equal(409);
    expect(load(refused.text)('.notice--error').text()).to.include('2026年9月18日');
  });

  it('issues with a number of this year’s series only', async () => {
    const { id } = await acceptCouple(bureau, seed);
    await at(IN_WINDOW);
    const wrong = await post(`/${id}/issue`, { serial: 'J440304-2026-000001', present: 'true' });
    expect([wrong.status, load(wrong.text)('#serial').val()]).to.deep.equal([422, 'J440304-2026-000001']);
    const sent = await post(`/${id}/issue`, { serial: 'l440304-2026-００4001', present: 'true' });
    expect(sent.status, sent.text).to.equal(303);
    expect((await open(`${HOME}/${id}`)).text).to.include('L440304-2026-004001');
  });

  it('refuses with a legal reason and hands out the notice', async () => {
    const { id } = await acceptCouple(bureau, seed);
    await at(IN_WINDOW);
    expect((await registrar.get(`${HOME}/${id}/refusal.pdf`)).status).to.equal(404);
    const odd = await post(`/${id}/refuse`, { reason: 'dislikes-them' });
    expect(odd.status).to.equal(422);
    const sent = await post(`/${id}/refuse`, { reason: 'no-capacity', note: '<b>司法鉴定</b>' });
    expect(sent.status, sent.text).to.equal(303);
    const page = await registrar.get(`${HOME}/${id}`).set('Accept', 'text/html');
    expect(page.text).to.include('&lt;b&gt;司法鉴定').and.not.include('<b>司法');
    const paper = await registrar.get(`${HOME}/${id}/refusal.pdf`);
    expect([paper.status, paper.headers['content-type']]).to.deep.equal([200, 'application/pdf']);
  });

  it('lists windows about to close without an appointment, with the walk-in right', async () => {
    const { receiptNumber } = await acceptCouple(bureau, seed);
    await at('2026-10-13T10:00:00+08:00');
    const { $ } = await open(HOME);
    expect($('.notice--warning').text()).to.include('七天内截止');
    expect($('.case-list').text()).to.include(receiptNumber).and.include('可不预约');
  });

  it('is closed to whoever is not signed in', async () => {
    const answer = await bureau.http.get(HOME).set('Accept', 'text/html');
    expect([answer.status, answer.headers['location']]).to.deep.equal([303, '/staff/sign-in?next=%2Fstaff%2Fdivorce']);
  });

  function countApplications(): Promise<number> {
    return bureau.services.models.divorceApplications.countDocuments();
  }

  async function open(path: string) {
    const { text: html } = await registrar.get(path).set('Accept', 'text/html');
    const $ = load(html);
    return { $, text: $('main').text().replace(/\s+/g, ' ') };
  }

  function post(path: string, fields: Record<string, string>) {
    return postForm(registrar, HOME + path, fields, { from: HOME });
  }

  async function at(time: string): Promise<void> {
    bureau.setTime(time);
    registrar = await signedIn(bureau, 'registrar');
  }

  async function book() {
    bureau.setTime('2026-08-17T10:00:00+08:00');
    return bureau.bookCouple(seed, { business: 'divorce-application', date: '2026-08-19' });
  }

  async function checkIn({ reference }: { reference: string }): Promise<void> {
    await at('2026-08-19T09:05:00+08:00');
    const { serving, clock } = bureau.services;
    const record = await serving.find(reference, 'futian');
    const numbers = generateCouple({ seed }).map(({ document }) => document.number);
    const actor = { id: 'r2', name: '登记员乙', hall: 'futian' };
    await serving.checkIn({ record, proof: { numbers }, actor, now: clock.now() });
  }
});

function walkIn(couple: GeneratedCouple): Record<string, string> {
  const seats = ['first', 'second'] as const;
  return Object.fromEntries(
    couple.flatMap(({ name, document, phone }, index) => [
      [`${seats[index]}-name`, name],
      [`${seats[index]}-document`, document.type],
      [`${seats[index]}-number`, document.number],
      [`${seats[index]}-phone`, phone],
    ]),
  );
}
