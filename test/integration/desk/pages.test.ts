import { load } from 'cheerio';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';
import { csrfOf, postForm, type StaffAgent, signedIn } from '../../support/staff.js';
import { arrived, at, booked, DAY, numbersOf } from './support/desk-day.js';

const BOARD = '/staff/desk';

describe('the desk’s pages', () => {
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '1000/1h' } });
  let receptionist: StaffAgent;
  let registrar: StaffAgent;

  before('staff', async () => {
    bureau.setTime(at('08:40'));
    receptionist = await signedIn(bureau, 'receptionist');
    registrar = await signedIn(bureau, 'registrar');
    await bureau.setCapacity(30);
  });
  beforeEach(() => bureau.setTime(at('08:50')));

  const page = async (agent: StaffAgent, path: string, status = 200) => {
    const response = await agent.get(path).set('Accept', 'text/html');
    expect(response.status, `${path}: ${response.text.slice(0, 400)}`).to.equal(status);
    return load(response.text);
  };
  const send = (agent: StaffAgent, path: string, fields: Record<string, string> = {}) =>
    postForm(agent, path, fields, { from: BOARD });

  describe('GET /staff/desk', () => {
    it('counts who is booked, waiting and served, and names nobody in full', async () => {
      const [man] = generateCouple({ seed: 1 });
      await booked(bureau, 1);
      const $ = await page(receptionist, BOARD);
      expect($('.desk-counts__item--booked dd').text()).to.equal('1');
      expect($.text()).to.not.include(man.name);
      expect($.text()).to.not.include(man.document.number);
    });

    it('is for those who work at the desk', async () => {
      const auditor = await signedIn(bureau, 'security-auditor');
      await page(auditor, BOARD, 403);
      const elsewhere = await signedIn(bureau, 'receptionist', { hall: 'nanshan' });
      const $ = await page(elsewhere, BOARD);
      expect($('.desk-counts__item--booked dd').text()).to.equal('0');
    });
  });

  describe('POST /staff/desk/find', () => {
    const find = (text: string) => send(receptionist, `${BOARD}/find`, { q: text });

    it('opens the appointment of a reference, a scanned pass and the last four of a document', async () => {
      const reference = await booked(bureau, 2);
      const pass = await bureau.services.passes.sign({ kind: 'appointment', reference, hall: 'futian', date: DAY });
      for (const text of [reference, reference.toLowerCase(), pass, numbersOf(2)[0]!.slice(-4)]) {
        const response = await find(text);
        expect([response.status, response.headers['location']]).to.deep.equal([
          303,
          `${BOARD}/appointments/${reference}`,
        ]);
      }
    });

    it('answers forged, unknown and another hall’s each in its own words', async () => {
      bureau.setTime('2026-11-02T09:00:00+08:00');
      const other = await bureau.bookCouple(3, { hall: 'nanshan' });
      bureau.setTime(at('08:50'));
      const texts = [];
      for (const text of ['eyJhbGciOiJFZERTQSJ9.e30.AAAA', 'XY-0000-0000', other.reference]) {
        const { text: html } = await find(text);
        texts.push(load(html)('.notice--error .notice__title').text());
      }
      expect(texts[0]).to.include('无法识别');
      expect(texts[1]).to.include('没有找到');
      expect(texts[2]).to.include('不是本登记处');
    });
  });

  describe('POST /staff/desk/appointments/:reference/check-in', () => {
    it('gives a number to both when their documents are right', async () => {
      const reference = await booked(bureau, 4);
      const [first, second] = numbersOf(4) as [string, string];
      const path = `${BOARD}/appointments/${reference}/check-in`;
      const absent = await send(receptionist, path, { 'number-0': first, 'number-1': second });
      expect(absent.status).to.equal(422);
      const wrong = await send(receptionist, path, { 'number-0': second, 'number-1': first, present: 'true' });
      expect(load(wrong.text)('.error-summary a').first().attr('href')).to.equal('#number-0');
      const right = await send(receptionist, path, { 'number-0': first, 'number-1': second, present: 'true' });
      expect(right.status).to.equal(303);
      const $ = await page(receptionist, right.headers['location'] ?? '');
      expect($('.desk-ticket__number').text()).to.match(/^M\d{3}$/);
      const slip = await page(receptionist, `${right.headers['location']}/slip`);
      expect(slip('.desk-ticket__number').text()).to.equal($('.desk-ticket__number').text());
    });

    it('does not show another hall’s appointment', async () => {
      const elsewhere = await signedIn(bureau, 'receptionist', { hall: 'nanshan' });
      const reference = await booked(bureau, 5, '09:30');
      await page(elsewhere, `${BOARD}/appointments/${reference}`, 404);
      const path = `${BOARD}/appointments/${reference}/check-in`;
      const [first, second] = numbersOf(5) as [string, string];
      const fields = { 'number-0': first, 'number-1': second, present: 'true' };
      expect((await send(elsewhere, path, fields)).status).to.equal(404);
    });
  });

  describe('POST /staff/desk/walk-in', () => {
    it('takes in a couple that did not book, and shows the form again with what was typed', async () => {
      const fields = walkInFields(6);
      const missing = await send(receptionist, `${BOARD}/walk-in`, { ...fields, consent: '', phone: '1' });
      expect(missing.status).to.equal(422);
      const again = load(missing.text);
      expect(again('#first-name').attr('value')).to.equal(fields['first-name']);
      expect(
        again('.error-summary a')
          .toArray()
          .map(({ attribs }) => attribs['href']),
      ).to.deep.equal(['#phone', '#consent']);
      const taken = await send(receptionist, `${BOARD}/walk-in`, fields);
      expect(taken.status, taken.text.slice(0, 3000)).to.equal(303);
    });

    it('beyond the share is offered only to whoever may overbook, with a reason', async () => {
      const lanes = { hall: 'futian', date: DAY, lane: { $in: ['walk-in', 'green'] } } as const;
      for (const { _id, claims } of await bureau.services.models.slots.find(lanes).lean())
        await bureau.services.models.slots.updateOne({ _id }, { $set: { capacity: claims.length, isPinned: true } });
      const fields = { ...walkInFields(7), overbook: 'true', reason: '老人远道而来' };
      const refused = await send(receptionist, `${BOARD}/walk-in`, fields);
      expect(refused.status).to.equal(409);
      expect(load(refused.text)('#overbook')).to.have.length(0);
      const manager = await signedIn(bureau, 'hall-manager');
      const asked = await send(manager, `${BOARD}/walk-in`, { ...fields, overbook: '' });
      expect(load(asked.text)('#overbook')).to.have.length(1);
      expect((await send(manager, `${BOARD}/walk-in`, { ...fields, reason: '' })).status).to.equal(422);
      expect((await send(manager, `${BOARD}/walk-in`, fields)).status).to.equal(303);
    });
  });

  describe('the window', () => {
    const window = `${BOARD}/windows/1`;

    it('calls, serves and finishes a couple, and takes it back within five minutes', async () => {
      await bureau.services.desk.model.deleteMany({});
      const ticket = await arrived(bureau, 8);
      expect((await send(registrar, `${window}/call`)).status).to.equal(303);
      const called = await page(registrar, window);
      expect(called('.desk-current__number').text()).to.equal(ticket.number);
      for (const action of ['recall', 'serve'])
        expect((await send(registrar, `${window}/${action}`, { ticket: ticket._id })).status).to.equal(303);
      const finish = { ticket: ticket._id, outcome: 'registered' };
      const unnumbered = await send(registrar, `${window}/finish`, { ...finish, certificateSerial: 'J440304-2026-' });
      expect(unnumbered.status).to.equal(422);
      const done = await send(registrar, `${window}/finish`, { ...finish, certificateSerial: 'J440304-2026-000008' });
      expect(done.status).to.equal(303);
      expect((await send(registrar, `${window}/undo`, { ticket: ticket._id, reason: '' })).status).to.equal(422);
      expect((await send(registrar, `${window}/undo`, { ticket: ticket._id, reason: '写错' })).status).to.equal(303);
      expect((await page(registrar, window))('.desk-current__number').text()).to.equal(ticket.number);
      await send(registrar, `${window}/finish`, { ticket: ticket._id, outcome: 'withdrawn' });
    });

    it('does not finish the couple of another window', async () => {
      await bureau.services.desk.model.deleteMany({});
      const ticket = await arrived(bureau, 14);
      for (const action of ['call', 'serve']) await send(registrar, `${window}/${action}`, { ticket: ticket._id });
      const elsewhere = await send(registrar, `${BOARD}/windows/2/finish`, {
        ticket: ticket._id,
        outcome: 'withdrawn',
      });
      expect(elsewhere.status).to.equal(409);
      expect((await bureau.services.serving.find(ticket.reference, 'futian')).state).to.equal('checked-in');
      await send(registrar, `${window}/finish`, { ticket: ticket._id, outcome: 'withdrawn' });
    });

    it('says so when nobody waits', async () => {
      await bureau.services.desk.model.deleteMany({});
      const empty = await send(registrar, `${window}/call`);
      expect(empty.status).to.equal(409);
      expect(load(empty.text)('.notice--error').text()).to.include('没有人在等');
    });

    it('is not the receptionist’s to press', async () => {
      expect((await send(receptionist, `${window}/call`)).status).to.equal(403);
      await page(receptionist, window, 403);
      await page(registrar, `${BOARD}/windows/99`, 404);
    });
  });

  describe('GET /staff/desk/display', () => {
    it('shows numbers and windows and never a name; one line alone when asked', async () => {
      await bureau.services.desk.model.deleteMany({});
      const ticket = await arrived(bureau, 9);
      await send(registrar, `${BOARD}/windows/2/call`);
      const $ = await page(receptionist, `${BOARD}/display`);
      expect($('.desk-display__window--called .desk-display__number').text()).to.equal(ticket.number);
      const text = $('body').text();
      for (const { name } of generateCouple({ seed: 9 })) expect(text).to.not.include(name);
      expect(text).to.not.include('*');
      const divorce = await page(receptionist, `${BOARD}/display?line=D`);
      expect(divorce('body').text()).to.not.include(ticket.number);
      expect(divorce('.desk-display__window')).to.have.length(1);
    });
  });

  describe('the ticket machine', () => {
    const kiosk = `${BOARD}/kiosk`;

    it('gives a number for a scanned pass and the last four of both, and the window compares the documents', async () => {
      await bureau.services.desk.model.deleteMany({});
      const reference = await booked(bureau, 10);
      const pass = await bureau.services.passes.sign({ kind: 'appointment', reference, hall: 'futian', date: DAY });
      const [first, second] = numbersOf(10) as [string, string];
      const code = { code: pass, 'last-four-0': first.slice(-4) };
      expect((await send(receptionist, kiosk, { ...code, 'last-four-1': '0000' })).status).to.equal(422);
      const taken = await send(receptionist, kiosk, { ...code, 'last-four-1': second.slice(-4) });
      expect(taken.status, taken.text).to.equal(303);
      const again = await send(receptionist, kiosk, { ...code, 'last-four-1': second.slice(-4) });
      expect(again.headers['location']).to.equal(taken.headers['location']);

      const ticket = taken.headers['location']?.split('/').at(-1) ?? '';
      const at1 = (action: string, fields: Record<string, string> = {}) =>
        send(registrar, `${BOARD}/windows/1/${action}`, { ticket, ...fields });
      await at1('call');
      await at1('serve');
      const serial = 'J440304-2026-000010';
      const early = await at1('finish', { outcome: 'registered', certificateSerial: serial });
      expect(load(early.text)('.notice--error').text()).to.include('证件还没有核对');
      expect((await at1('documents', { 'number-0': first, 'number-1': second })).status).to.equal(303);
      expect((await at1('finish', { outcome: 'registered', certificateSerial: serial })).status).to.equal(303);
    });

    it('stops a guesser', async () => {
      const reference = await booked(bureau, 11);
      const guess = { code: reference, 'last-four-0': 'AAAA', 'last-four-1': 'AAAA' };
      const statuses = [];
      for (let turn = 0; turn < 6; turn += 1) statuses.push((await send(receptionist, kiosk, guess)).status);
      expect(statuses).to.deep.equal([422, 422, 422, 422, 422, 429]);
    });
  });

  it('refuse forms that were not made for this session', async () => {
    const response = await receptionist.post(`${BOARD}/find`).set('Accept', 'text/html').type('form').send({ q: 'x' });
    expect(response.status).to.equal(403);
    expect(await csrfOf(receptionist, BOARD)).to.have.length.greaterThan(10);
  });
});

function walkInFields(seed: number): Record<string, string> {
  const [man, woman] = generateCouple({ seed });
  return {
    business: 'marriage',
    'first-role': 'male',
    'first-name': man.name,
    'first-document': man.document.type,
    'first-number': man.document.number,
    'second-role': 'female',
    'second-name': woman.name,
    'second-document': woman.document.type,
    'second-number': woman.document.number,
    phone: man.phone,
    consent: 'true',
    request: `form-${seed}`,
  };
}
