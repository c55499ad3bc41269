import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { visit } from '../manage/support/visitor.js';
import { ACCEPTED_AT, acceptCouple, divorceHall, IN_WINDOW, REGISTRAR } from './support/applications.js';
import { messagesAbout, workAt } from './support/telling.js';

describe('/receipt', () => {
  const bureau = useBureau({ halls: [divorceHall()], at: ACCEPTED_AT, env: { RATE_PHONE_CODES: '100/1h' } });
  let seed = 6000;

  beforeEach(() => {
    seed += 1;
    bureau.setTime(ACCEPTED_AT);
    bureau.advance(seed * 1000);
  });

  it('shows a party where its application stands, after a code to its own phone', async () => {
    const { couple, receiptNumber } = await acceptCouple(bureau, seed);
    const visitor = await enter(receiptNumber, couple[1].phone);
    const { $ } = await visitor.open('/receipt/own');
    const text = $('main').text();
    expect(text).to.include('现在是冷静期').and.include('2026年9月18日').and.include(receiptNumber);
    expect($('.timeline__step--current').text()).to.include('冷静期');
    expect($('body').attr('data-tone')).to.equal('calm');
    for (const { name, phone, document } of couple)
      for (const secret of [name, phone, document.number]) expect(text).not.to.include(secret);
    const paper = await visitor.open('/receipt/own/receipt.pdf');
    expect(paper.response.headers['content-type']).to.equal('application/pdf');
    expect(paper.response.headers['content-disposition']).to.equal(
      `attachment; filename="receipt-${receiptNumber.slice(-4)}.pdf"`.replaceAll('"', ''),
    );
  });

  it('leads to the booking in the window, and never says who withdrew', async () => {
    const { id, couple, receiptNumber } = await acceptCouple(bureau, seed);
    const other = await acceptCouple(bureau, seed + 500);
    await bureau.services.divorce.cases.withdraw({ id, party: 0, actor: REGISTRAR, now: bureau.clock.now() });
    bureau.advance(1000);
    const ended = await (await enter(receiptNumber, couple[1].phone)).open('/receipt/own');
    expect(ended.$('main').text())
      .to.include('申请已经终止')
      .and.not.match(/男方|女方/);
    bureau.setTime(IN_WINDOW);
    const open = await (await enter(other.receiptNumber, other.couple[0].phone)).open('/receipt/own');
    expect(open.$('a[href="/book?business=divorce-issue"]').length).to.equal(1);
  });

  it('answers the same whether number and phone belong together or not', async () => {
    const { couple, receiptNumber } = await acceptCouple(bureau, seed);
    const ask = async (receipt: string, phone: string) => {
      const visitor = visit(bureau);
      const { response } = await visitor.submit('/receipt', { receipt, phone });
      const page = await visitor.open('/receipt/code');
      const guess = await visitor.submit('/receipt/code', { code: '000000' });
      return [response.status, page.$('main').text(), guess.response.status, guess.$('main').text()];
    };
    const right = await ask(receiptNumber, couple[0].phone);
    expect(await ask(receiptNumber, '13912345678')).to.deep.equal(right);
    expect(await ask('LH-0000-0000', '13912345679')).to.deep.equal(right);
    expect(await bureau.services.notifications.messages.latest({ phone: '13912345678' })).to.have.length(0);
  });

  it('is closed again after half an hour, and to everybody else', async () => {
    const { couple, receiptNumber } = await acceptCouple(bureau, seed);
    const visitor = await enter(receiptNumber, couple[0].phone);
    bureau.advance(30 * 60_000);
    expect((await visitor.open('/receipt/own')).response.headers['location']).to.equal('/receipt');
    expect((await visit(bureau).open('/receipt/own/receipt.pdf')).response.headers['location']).to.equal('/receipt');
  });

  it('lets a party choose its own reminders, which the other keeps', async () => {
    const { id, couple, receiptNumber } = await acceptCouple(bureau, seed);
    const visitor = await enter(receiptNumber, couple[1].phone);
    const offered = (await visitor.open('/receipt/own')).$('input[name=wanted]').toArray();
    expect(offered.map(({ attribs }) => attribs['value'])).to.deep.equal([
      'divorce-cooling-ending',
      'divorce-window-open',
      'divorce-window-closing',
    ]);
    const { response } = await visitor.submit('/receipt/own', { wanted: 'divorce-window-open' });
    const saved = await visitor.open(String(response.headers['location']));
    expect(saved.$('.notice--success').length).to.equal(1);
    const ticked = saved.$('input[name=wanted][checked]').toArray();
    expect(ticked.map(({ attribs }) => attribs['value'])).to.deep.equal(['divorce-window-open']);
    for (const day of ['2026-09-15', '2026-09-20', '2026-10-12', '2026-10-18'])
      await workAt(bureau, `${day}T10:00:00+08:00`);
    const about = await messagesAbout(bureau, id);
    expect(about.filter((message) => message.endsWith('suppressed declined'))).to.deep.equal([
      'divorce-cooling-ending party-1 suppressed declined',
      'divorce-window-closing party-1 suppressed declined',
    ]);
    expect(about.filter((message) => message.endsWith('sent'))).to.have.length(8);
    const actions = await audited(id);
    expect(actions.filter((action) => action === 'divorce.reminders-chosen')).to.have.length(1);
  });

  it('keeps no choice of somebody who has not opened it', async () => {
    const { response } = await visit(bureau).submit('/receipt', { wanted: 'divorce-window-open' });
    expect(response.status).to.equal(422);
    const visitor = visit(bureau);
    expect((await visitor.open('/receipt/own/reminders')).response.headers['location']).to.equal('/receipt/own');
    expect((await visitor.post('/receipt/own/reminders', {})).status).to.equal(403);
  });

  it('is where /divorce leads', async () => {
    expect((await visit(bureau).open('/divorce')).response.headers['location']).to.equal('/receipt');
  });

  it('names what is wrong and keeps what was typed', async () => {
    const { response, $ } = await visit(bureau).submit('/receipt', { receipt: 'XY-12', phone: '12345' });
    const fields = $('.error-summary a')
      .toArray()
      .map(({ attribs }) => attribs['href']);
    expect([response.status, fields, $('#receipt').val()]).to.deep.equal([422, ['#receipt', '#phone'], 'XY-12']);
  });

  async function audited(id: string): Promise<string[]> {
    await bureau.services.audit.drain();
    const entries = await bureau.services.models.auditEntries.find({ subject: `divorce:${id}` }).lean();
    return entries.map(({ action }) => action);
  }

  async function enter(receiptNumber: string, phone: string) {
    const visitor = visit(bureau);
    bureau.advance(1000);
    await visitor.submit('/receipt', { receipt: receiptNumber.toLowerCase(), phone });
    const [message] = await bureau.services.notifications.messages.latest({ phone, limit: 1 });
    const { response } = await visitor.submit('/receipt/code', { code: message?.code ?? '' });
    expect(response.headers['location']).to.equal('/receipt/own');
    return visitor;
  }
});
