import { load } from 'cheerio';
import { expect } from 'chai';
import { type BookedAppointment, useBureau } from '../../support/bureau.js';
import { foreignHall } from '../../support/halls.js';
import { postForm, signedIn, type StaffAgent } from '../../support/staff.js';
import { acceptCouple, divorceHall } from '../divorce/support/applications.js';
import { foundBy } from './support/found-by.js';

const NOBODY = 'XY-0000-0000';

describe('POST /staff/messages', function () {
  this.timeout(60_000);
  const bureau = useBureau({ halls: [divorceHall(), foreignHall()], env: { RATE_PHONE_CODES: '1000/1h' } });
  let booked: BookedAppointment;
  let application: { id: string; receiptNumber: string };
  let manager: StaffAgent;
  let elsewhere: StaffAgent;

  before('a booking and an application', async () => {
    booked = await bureau.bookCouple(1);
    application = await acceptCouple(bureau, 2);
    manager = await signedIn(bureau, ['hall-manager', 'registrar']);
    elsewhere = await signedIn(bureau, 'hall-manager', { hall: 'nanshan' });
  });

  it('finds by the number of a receipt, which no address, page or log ever holds', async () => {
    const { id, receiptNumber } = application;
    const typed = receiptNumber.toLowerCase().replaceAll('-', '');
    const answer = await postForm(manager, '/staff/messages', { search: typed, state: 'sent' });
    expect([answer.status, answer.headers['location']]).to.deep.equal([303, `/staff/messages?about=${id}&state=sent`]);

    const page = await manager.get(String(answer.headers['location']));
    const $ = load(page.text);
    expect(rowsOf($).length).to.be.above(0);
    for (const row of rowsOf($)) expect(row).to.include('离婚登记申请');
    expect($(`main tbody a[href="/staff/divorce/${id}"]`).length).to.be.above(0);
    expect($('main form').text()).to.include('只看与“离婚登记申请”有关的消息');
    for (const told of [page.text, bureau.logs.join('\n')])
      expect(told.toUpperCase().replaceAll('-', '')).not.to.include(receiptNumber.replaceAll('-', ''));
  });

  it('finds by the reference of a booking, says what it is, and links to it', async () => {
    const $ = load((await foundBy(manager, ` ${booked.reference.toLowerCase()} `)).text);
    expect(rowsOf($)[0]).to.include(booked.reference).and.to.include('预约');
    expect($(`main tbody a[href="/staff/desk/appointments/${booked.reference}"]`).length).to.be.above(0);
    expect($('main form').text()).to.include(`只看与“预约 ${booked.reference}”有关的消息`);
    expect($('label[for=search]').text().trim()).to.equal('预约编号或回执号');
    expect($('#search-hint').text().trim().replaceAll('\u2060', '')).to.equal('例如 XY-7K3M-9Q2P、LH-7K3M-9Q2P');
  });

  it('keeps what was found when something else is asked, in the other language, and until it is let go', async () => {
    const about = await idOf(booked);
    const first = load((await foundBy(manager, booked.reference, { kind: 'appointment-confirmed' })).text);
    expect(first('main form input[name=about]').attr('value')).to.equal(about);
    expect(first('#search').attr('value') ?? '').to.equal('');

    const answer = await postForm(manager, '/staff/messages', { about, search: '', channel: 'sms' });
    expect(answer.headers['location']).to.equal(`/staff/messages?about=${about}&channel=sms`);
    const english = load((await manager.get(`/staff/messages?about=${about}&channel=sms&lang=en`)).text);
    expect(english('main form').text()).to.include(`Only messages about “Appointment ${booked.reference}”`);
    expect(english('label[for=search]').text().trim()).to.equal('By booking reference or receipt number');
    const letGo = english('main form p a').attr('href');
    expect(letGo).to.equal('/staff/messages?channel=sms');
    expect((await postForm(manager, '/staff/messages', {})).headers['location']).to.equal('/staff/messages');
  });

  it('turns its pages with what was found', async () => {
    const about = await idOf(booked);
    const { messages } = bureau.services.models;
    const template = await messages.findOne({ subject: about }).lean();
    const at = bureau.clock.now();
    await messages.insertMany(Array.from({ length: 60 }, (_, index) => ({ ...template, _id: `page:${index}`, at })));
    const first = load((await foundBy(manager, booked.reference)).text);
    const next = first('main a[rel=next]').attr('href') ?? '';
    expect(next).to.match(new RegExp(`^/staff/messages\\?about=${about}&before=`));
    const second = load((await manager.get(next)).text);
    expect(rowsOf(second).length).to.be.within(10, 49);
    for (const row of rowsOf(second)) expect(row).to.include(booked.reference);
    await messages.deleteMany({ _id: /^page:/ });
  });

  it('says at the field that nothing was found, with what was typed and nothing of it in an address', async () => {
    const about = await idOf(booked);
    for (const search of [NOBODY, 'LH-0000-0000', '张三']) {
      const answer = await postForm(manager, '/staff/messages', { about, search, state: 'failed' });
      expect([answer.status, answer.headers['location']]).to.deep.equal([422, undefined]);
      const $ = load(answer.text);
      expect($('.error-summary a[href="#search"]').text()).to.include('没有找到这个编号');
      expect($('#search').attr('value')).to.equal(search);
      expect($('#state option[selected]').attr('value')).to.equal('failed');
      expect([$('#found').length, $('.empty-state').length]).to.deep.equal([0, 0]);
      const addresses = $('[href], [action]').toArray();
      for (const { attribs } of addresses)
        expect(decodeURIComponent(attribs['href'] ?? attribs['action'] ?? '')).not.to.include(search);
    }
    const wrong = await postForm(manager, '/staff/messages', { search: booked.reference, from: 'tomorrow' });
    expect(wrong.status).to.equal(422);
    expect(load(wrong.text)('#search').attr('value')).to.equal(booked.reference);
  });

  it('does not tell a manager whether there is such a number at another hall', async () => {
    const shown = async (search: string) => {
      const { status, text } = await foundBy(elsewhere, search);
      return { status, main: load(text)('main').text().replace(/\s+/g, ' ') };
    };
    const nobody = await shown(NOBODY);
    expect(nobody.status).to.equal(422);
    for (const search of [booked.reference, application.receiptNumber])
      expect(await shown(search)).to.deep.equal(nobody);

    const address = `/staff/messages?about=${await idOf(booked)}`;
    const { text } = await elsewhere.get(address);
    expect(rowsOf(load(text))).to.deep.equal([]);
    expect(text).to.include('这个地址里的条件已经失效').and.not.to.include(booked.reference);
    const retry = await elsewhere.get(address.replace('messages', 'messages/retry'));
    expect(retry.text).not.to.include(booked.reference);
  });

  it('finds what has gone to another hall by the messages of the own one', async () => {
    const { appointments, messages } = bureau.services.models;
    const gone = await bureau.bookCouple(3, { start: '10:00' });
    await appointments.updateOne({ reference: gone.reference }, { $set: { hall: 'nanshan' } });
    for (const agent of [manager, elsewhere])
      expect((await foundBy(agent, gone.reference)).text).to.include(`只看与“预约 ${gone.reference}”有关的消息`);
    await messages.deleteMany({ subject: await idOf(gone) });
    expect((await foundBy(manager, gone.reference)).status).to.equal(422);
  });

  it('leads to trying all of it again, audited by what it is about and by no number', async () => {
    const { messages, auditEntries } = bureau.services.models;
    const { id, receiptNumber } = application;
    const failed = { state: 'failed' as const, at: bureau.clock.now(), failure: { code: 'timeout', at: new Date(0) } };
    await messages.updateMany({ subject: id, state: 'sent' }, { $set: failed });
    const $ = load((await foundBy(manager, receiptNumber, { state: 'failed' })).text);
    const confirm = load((await manager.get($('main a[href^="/staff/messages/retry"]').attr('href') ?? '')).text);
    expect(confirm('main dl').text()).to.include('离婚登记申请');
    const hidden = confirm('main form input[type=hidden]').toArray();
    const fields = Object.fromEntries(hidden.map(({ attribs }) => [attribs['name'] ?? '', attribs['value'] ?? '']));
    expect(fields['about']).to.equal(id);
    const answer = await postForm(manager, '/staff/messages/retry', fields);
    expect(answer.headers['location']).to.match(/^\/staff\/messages\?retried=[1-9]/);
    const [entry] = await auditEntries.find({ action: 'messages.retried' }).lean();
    expect(entry?.details?.['filter']).to.deep.equal({ subjects: [id] });
  });

  async function idOf({ reference }: Pick<BookedAppointment, 'reference'>): Promise<string> {
    const record = await bureau.services.models.appointments.findOne({ reference }, { _id: 1 }).lean();
    if (!record) throw new Error(`no appointment ${reference}`);
    return record._id;
  }

  function rowsOf($: ReturnType<typeof load>): string[] {
    return $('main tbody tr')
      .toArray()
      .map((row) => $(row).text());
  }
});
