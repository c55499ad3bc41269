import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';
import { pageOf, visit } from './support/visitor.js';

describe('/manage, finding an appointment again', () => {
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '100/1h', RATE_PHONE_LOOKUPS: '7/1h' } });

  it('leads from reference and phone, through a code, to the appointment', async () => {
    const booked = await bureau.bookCouple(1);
    const visitor = visit(bureau);
    const asked = await visitor.submit('/manage', {
      reference: booked.reference.toLowerCase().replaceAll('-', ' '),
      phone: phoneOf(1),
    });
    expect([asked.response.status, asked.response.headers['location']]).to.deep.equal([303, '/manage/code']);
    const opened = await visitor.submit('/manage/code', { code: await codeSentTo(phoneOf(1)) });
    expect([opened.response.status, opened.response.headers['location']]).to.deep.equal([303, pageOf(booked)]);
    expect((await visitor.open(pageOf(booked))).response.status).to.equal(200);
  });

  it('answers alike when the phone is another one, and sends nothing', async () => {
    const booked = await bureau.bookCouple(2);
    const ask = async (fields: { reference: string; phone: string }) => {
      const visitor = visit(bureau);
      const { response } = await visitor.submit('/manage', fields);
      const page = await visitor.open('/manage/code');
      const guess = await visitor.submit('/manage/code', { code: '000000' });
      const seen = [response.status, response.headers['location'], guess.response.status, guess.$('main').text()];
      return [...seen, page.$('main').text()];
    };
    const right = await ask({ reference: booked.reference, phone: phoneOf(2) });
    const wrongPhone = await ask({ reference: booked.reference, phone: phoneOf(3) });
    const unknown = await ask({ reference: 'XY-0000-0000', phone: phoneOf(4) });
    expect(wrongPhone).to.deep.equal(right);
    expect(unknown).to.deep.equal(right);
    expect(await bureau.services.notifications.messages.latest({ phone: phoneOf(3) })).to.have.length(0);
  });

  it('says how many tries are left, and lets nobody in after the last', async () => {
    const booked = await bureau.bookCouple(5);
    const visitor = visit(bureau);
    await visitor.submit('/manage', { reference: booked.reference, phone: phoneOf(5) });
    const code = await codeSentTo(phoneOf(5));
    const wrong = code === '111111' ? '222222' : '111111';
    const first = await visitor.submit('/manage/code', { code: wrong });
    expect(first.response.status).to.equal(422);
    expect(first.$('#code-error').text()).to.include('还可以再试 4 次');
    for (let tries = 0; tries < 3; tries += 1) await visitor.submit('/manage/code', { code: wrong });
    const last = await visitor.submit('/manage/code', { code: wrong });
    expect(last.$('.notice--error').text()).to.include('尝试次数过多');
    const late = await visitor.submit('/manage/code', { code });
    expect(late.response.status).to.equal(422);
  });

  it('takes a code once', async () => {
    const booked = await bureau.bookCouple(6);
    const visitor = visit(bureau);
    await visitor.submit('/manage', { reference: booked.reference, phone: phoneOf(6) });
    await visitor.submit('/manage/code', { code: await codeSentTo(phoneOf(6)) });
    const again = await visitor.open('/manage/code');
    expect(again.response.headers['location']).to.equal('/manage');
  });

  it('names what is wrong and keeps what was typed', async () => {
    const { response, $ } = await visit(bureau).submit('/manage', { reference: 'XY-12', phone: '12345' });
    expect(response.status).to.equal(422);
    expect(
      $('.error-summary a')
        .toArray()
        .map(({ attribs }) => attribs['href']),
    ).to.deep.equal(['#reference', '#phone']);
    expect($('#reference').val()).to.equal('XY-12');
    expect($('#phone').val()).to.equal('12345');
  });

  it('takes hostile fields for text', async () => {
    const visitor = visit(bureau);
    const { $ } = await visitor.open('/manage');
    const csrf = encodeURIComponent($('main input[name=_csrf]').attr('value') ?? '');
    for (const body of [
      `reference[$gt]=&phone[$gt]=`,
      `reference=a&reference=b&phone=%00`,
      'reference=%F0%AC%8C%97<script>&phone=１３８',
    ]) {
      const response = await visitor.post(`/manage`, {}).send(`_csrf=${csrf}&${body}`);
      expect(response.status, body).to.equal(422);
      expect(response.text).not.to.include('<script>&');
    }
  });

  it('limits how often one phone is looked up, matching or not', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 8; count += 1) {
      const visitor = visit(bureau);
      const { response } = await visitor.submit('/manage', { reference: 'XY-0000-0000', phone: phoneOf(9) });
      statuses.push(response.status);
    }
    expect(statuses).to.deep.equal([...Array<number>(7).fill(303), 429]);
  });

  function phoneOf(seed: number): string {
    return generateCouple({ seed })[0].phone;
  }

  async function codeSentTo(phone: string): Promise<string> {
    return (await bureau.services.notifications.messages.latest({ phone, limit: 1 }))[0]?.code ?? '';
  }
});
