import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { visit } from '../manage/support/visitor.js';
import { claim, codeSentTo, enter, personOf } from './support/person.js';

describe('/privacy, what is held about a person', () => {
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '100/1h', RATE_PHONE_LOOKUPS: '100/1h' } });

  it('opens to whoever proves the phone of a booking and names a document in it', async () => {
    const booked = await bureau.bookCouple(1);
    const { first, second, phone, number } = personOf(1);
    const visitor = await enter(bureau, { phone, number });
    const { response, $ } = await visitor.open('/privacy/me');
    const text = $('main').text();

    expect(response.status).to.equal(200);
    expect(response.headers['cache-control']).to.equal('no-store');
    expect(text).to.include(booked.reference).and.to.include(first.name).and.to.include(phone);
    expect(text).not.to.include(second.name).and.not.to.include(second.document.number);
    expect($('main a[href^="/notices/privacy/20"]').length).to.equal(1);
    expect(await auditOf('privacy.seen')).to.have.length(1);
  });

  it('answers alike for people it knows and for people it does not, until the code is right', async () => {
    await bureau.bookCouple(2, { start: '09:30' });
    const ask = async (who: { phone: string; number: string }) => {
      const { visitor, status, location } = await claim(bureau, who);
      const page = await visitor.open('/privacy/code');
      const guess = await visitor.submit('/privacy/code', { code: '000000' });
      return [status, location, page.$('main').text(), guess.response.status, guess.$('main').text()];
    };
    const known = await ask(personOf(2));
    expect(await ask({ phone: personOf(2).phone, number: personOf(3).number })).to.deep.equal(known);
    expect(await ask(personOf(4))).to.deep.equal(known);
  });

  it('shows nothing of an appointment that does not hold both the phone and the document', async () => {
    await bureau.bookCouple(5, { start: '10:00' });
    for (const who of [
      { phone: personOf(5).phone, number: personOf(6).number },
      { phone: personOf(6).phone, number: personOf(5).number },
      { phone: personOf(5).second.phone, number: personOf(5).number },
    ]) {
      const { $ } = await (await enter(bureau, who)).open('/privacy/me');
      expect($('main').text()).not.to.include('XY-');
    }
  });

  it('opens to the other party with their own phone, the first one masked', async () => {
    await bureau.bookCouple(7, { start: '10:30' });
    const { first, second } = personOf(7);
    const visitor = await enter(bureau, { phone: second.phone, number: second.document.number });
    const text = (await visitor.open('/privacy/me')).$('main').text();
    expect(text).to.include(second.name).and.to.include('XY-');
    expect(text).not.to.include(first.name).and.not.to.include(first.phone);
  });

  it('lets nobody in without the code, nor half an hour after it', async () => {
    await bureau.bookCouple(8, { start: '11:00' });
    const { visitor } = await claim(bureau, personOf(8));
    for (const path of ['', '/export.json', '/export.html', '/phone', '/phone/code', '/erase', '/request']) {
      const { response } = await visitor.open(`/privacy/me${path}`);
      expect([response.status, response.headers['location']], path).to.deep.equal([303, '/privacy']);
    }
    await visitor.submit('/privacy/code', { code: await codeSentTo(bureau, personOf(8).phone) });
    expect((await visitor.open('/privacy/me')).response.status).to.equal(200);
    bureau.advance(31 * 60_000);
    expect((await visitor.open('/privacy/me')).response.status).to.equal(303);
  });

  it('gives the browser a new session id, and what it had begun goes along', async () => {
    await bureau.bookCouple(11, { start: '11:30' });
    const { visitor } = await claim(bureau, personOf(11));
    const begun = await visitor.submit('/book', { business: 'marriage' });
    expect(begun.response.status).to.equal(303);
    const opened = await visitor.submit('/privacy/code', { code: await codeSentTo(bureau, personOf(11).phone) });
    expect(String(opened.response.headers['set-cookie'])).to.match(/xiyue=/);
    const { $ } = await visitor.open('/privacy/me');
    expect($('main').text()).to.include('没有完成的预约');
  });

  it('names every wrong field and keeps what was typed', async () => {
    const { response, $ } = await visit(bureau).submit('/privacy', { phone: '12', type: 'resident-id', number: '123' });
    expect(response.status).to.equal(422);
    expect($('#phone').val()).to.equal('12');
    expect($('#number').val()).to.equal('123');
    expect($('.error-summary a').length).to.equal(2);
  });

  it('takes hostile fields for text', async () => {
    const visitor = visit(bureau);
    const { $ } = await visitor.open('/privacy');
    const csrf = encodeURIComponent($('main input[name=_csrf]').attr('value') ?? '');
    for (const body of [
      'phone[$gt]=&number[$gt]=&type[$ne]=1',
      'phone=a&phone=b&number=%00&type=resident-id',
      'phone=%F0%AC%8C%97<script>&number=<b>&type=nothing&country=zz',
    ]) {
      const response = await visitor.post('/privacy', {}).send(`_csrf=${csrf}&${body}`);
      expect(response.status, body).to.equal(422);
      expect(response.text).not.to.include('<script>&');
    }
  });

  it('is exported as data and as a page to read, other people masked, and that is in the chain', async () => {
    const { first, second, phone, number } = personOf(1);
    const visitor = await enter(bureau, { phone, number });
    const json = await visitor.open('/privacy/me/export.json');
    const page = await visitor.open('/privacy/me/export.html');
    const data = JSON.parse(json.response.text) as Record<string, { you?: { documentNumber: string } }[]>;

    expect(json.response.headers['content-disposition']).to.match(/^attachment/);
    expect(data['appointments']?.[0]?.you?.documentNumber).to.equal(number);
    expect(data['messages']).to.have.length(1);
    expect(page.response.headers['content-disposition']).to.match(/^attachment/);
    expect(page.$('main').text()).to.include(first.name);
    for (const { response } of [json, page])
      expect(response.text).not.to.include(second.name).and.not.to.include(second.document.number);
    expect(await auditOf('privacy.exported')).to.have.length(2);
  });

  it('puts no personal data into an address, a log line or the store', async () => {
    const { phone, number } = personOf(1);
    await enter(bureau, { phone, number });
    expect(bureau.logs.join('\n')).not.to.include(phone).and.not.to.include(number);
    const sessions = await bureau.connection.db?.collection('sessions').find().toArray();
    expect(JSON.stringify(sessions)).not.to.include(number).and.not.to.include(phone);
    const entries = await bureau.services.models.auditEntries.find({ actor: 'person' }).lean();
    expect(entries.length).to.be.greaterThan(0);
    expect(JSON.stringify(entries)).not.to.include(number).and.not.to.include(phone);
  });

  it('can be left', async () => {
    const visitor = await enter(bureau, personOf(1));
    await visitor.submit('/privacy/me', {});
    expect((await visitor.open('/privacy/me')).response.headers['location']).to.equal('/privacy');
  });

  async function auditOf(action: string) {
    await bureau.services.audit.drain();
    return bureau.services.models.auditEntries.find({ action }).lean();
  }
});

describe('/privacy, asked too often', () => {
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '2/1h', RATE_PHONE_LOOKUPS: '4/1h' } });

  it('waits, whoever asks', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1) statuses.push((await claim(bureau, personOf(9))).status);
    expect(statuses).to.deep.equal([303, 303, 429, 429, 429, 429]);
  });
});
