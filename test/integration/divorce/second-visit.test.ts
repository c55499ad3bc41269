import { expect } from 'chai';
import { planAllHalls } from '../../../src/jobs/recurring-jobs.js';
import { bearer, expectProblem, postBooking } from '../../support/api.js';
import { type BookedAppointment, toParty, useBureau } from '../../support/bureau.js';
import { type GeneratedCouple, generateCouple } from '../../support/people.js';
import { Visitor } from '../booking/support/visitor.js';
import { ACCEPTED_AT, acceptCouple, divorceHall, REGISTRAR } from './support/applications.js';

const FIRST_DAY = '2026-09-21';
const BEFORE_WINDOW = '2026-09-16T10:00:00+08:00';

describe('booking the second visit of a divorce', () => {
  const bureau = useBureau({
    halls: [divorceHall(), divorceHall({ id: 'luohu', name: { 'zh-CN': '罗湖登记处', en: 'Luohu Registry' } })],
    at: ACCEPTED_AT,
    env: { RATE_PHONE_CODES: '100/1h' },
  });
  let seed = 2000;
  let minutes = 0;

  beforeEach(() => {
    bureau.setTime(ACCEPTED_AT);
    seed += 1;
  });

  describe('POST /api/v1/appointments', () => {
    it('takes the receipt however it is typed, and keeps only its hash', async () => {
      const { couple, receiptNumber, record } = await acceptCouple(bureau, seed);
      const answer = await book(couple, { receiptNumber: ` ${receiptNumber.toLowerCase().replaceAll('-', '')} ` });
      expect(answer.status, answer.text).to.equal(201);
      const stored = await bureau.services.models.appointments.findOne({ reference: answer.body.reference }).lean();
      expect(stored?.receiptNumberHash).to.equal(record.receiptHash);
      expect(JSON.stringify(stored)).not.to.include(receiptNumber);
    });

    it('says in both languages why not, each reason with its dates or its hall', async () => {
      const { couple, receiptNumber } = await acceptCouple(bureau, seed);
      const other = generateCouple({ seed: seed + 3000 });
      const cases: [code: string, wish: Record<string, unknown>, who: GeneratedCouple, zh: RegExp, en: RegExp][] = [
        ['receipt-unknown', { receiptNumber: 'LH-0000-0000' }, couple, /没有查到/, /cannot find/],
        ['receipt-other-hall', { hall: 'luohu' }, couple, /福田测试登记处/, /福田测试登记处/],
        ['receipt-other-people', {}, other, /不一致/, /not those on the receipt/],
        [
          'receipt-too-early',
          { date: '2026-09-18' },
          couple,
          /2026-09-20 至 2026-10-19/,
          /from 2026-09-20 to 2026-10-19/,
        ],
        ['receipt-too-late', { date: '2026-10-20' }, couple, /最后五个工作日/, /last five working days/],
      ];
      for (const [code, wish, who, zh, en] of cases) {
        const at = wish['date'] === '2026-10-20' ? '2026-10-12T10:00:00+08:00' : BEFORE_WINDOW;
        for (const [language, words] of [
          ['zh-CN', zh],
          ['en', en],
        ] as const) {
          const answer = await book(who, { receiptNumber, ...wish }, { at, language });
          expectProblem(answer, 409, 'not-eligible');
          expect(answer.body.reasons.map((reason: { code: string }) => reason.code)).to.deep.equal([code]);
          expect(answer.body.reasons[0].text).to.match(words);
        }
      }
    });

    it('refuses a receipt whose application has ended, and says how', async () => {
      const { id, couple, receiptNumber } = await acceptCouple(bureau, seed);
      const { cases } = bureau.services.divorce;
      await cases.withdraw({ id, party: 0, actor: REGISTRAR, now: bureau.clock.now() });
      const answer = await book(couple, { receiptNumber });
      expect(answer.body.reasons[0].code).to.equal('receipt-withdrawn');
    });
  });

  describe('POST /api/v1/appointments/{reference}/reschedule', () => {
    it('stays within the window and at the hall', async () => {
      const { couple, receiptNumber } = await acceptCouple(bureau, seed);
      const booked = (await book(couple, { receiptNumber, start: '10:00' })).body as BookedAppointment;
      const move = (wish: object) =>
        bureau.http.post(`/api/v1/appointments/${booked.reference}/reschedule`).set(bearer(booked)).send(wish);
      expect((await move({ date: '2026-09-18', start: '10:00' })).body.reasons[0].code).to.equal('receipt-too-early');
      const elsewhere = await move({ date: '2026-09-22', start: '10:00', hall: 'luohu' });
      expect(elsewhere.body.reasons[0].code).to.equal('receipt-other-hall');
      expect((await move({ date: '2026-09-22', start: '10:00' })).status).to.equal(200);
    });
  });

  it('cancels it when the application is withdrawn', async () => {
    const { id, couple, receiptNumber } = await acceptCouple(bureau, seed);
    const booked = (await book(couple, { receiptNumber, start: '11:00' })).body as BookedAppointment;
    const { cases } = bureau.services.divorce;
    await cases.withdraw({ id, party: 1, actor: REGISTRAR, now: bureau.clock.now() });
    const { body } = await bureau.http.get(`/api/v1/appointments/${booked.reference}`).set(bearer(booked));
    expect(body.state).to.equal('cancelled');
  });

  describe('/book', () => {
    it('asks for the number, offers only the hall of the receipt and only days of the window', async () => {
      const { couple, receiptNumber } = await acceptCouple(bureau, seed);
      await prepare(BEFORE_WINDOW);
      const visitor = new Visitor(bureau);
      await visitor.begin('divorce-issue');
      await visitor.people(couple, { receipt: receiptNumber });
      const halls = await visitor.get(visitor.step('hall'));
      const offered = halls
        .$('button[name=hall]')
        .toArray()
        .map(({ attribs }) => attribs['value']);
      expect(offered).to.deep.equal(['futian']);
      await visitor.hall();
      expect((await visitor.get(visitor.step('time'))).text).to.include('领证期限：9月20日');
      const early = await visitor.time('14:00', '2026-09-18');
      expect([early.status, early.$('#why').text()]).to.deep.equal([409, early.$('#why').text()]);
      expect(early.$('#why').text()).to.include('不在领证期限内');
      expect((await visitor.time('14:00', FIRST_DAY)).location).to.equal(visitor.step('details'));
      const wrong = await visitor.details(generateCouple({ seed: seed + 4000 }));
      expect([wrong.status, wrong.text]).to.deep.equal([409, wrong.text]);
      expect(wrong.text).to.include('和回执上的不一致');
      await visitor.details(couple);
      await visitor.phone(couple[0].phone);
      const done = await visitor.confirm();
      expect(done.location).to.match(/^\/manage\/XY-/);
    });
  });

  async function prepare(at: string): Promise<void> {
    bureau.setTime(at);
    bureau.advance((minutes += 1) * 60_000);
    await planAllHalls(bureau.services, bureau.clock.now());
  }

  async function book(
    couple: GeneratedCouple,
    wish: Record<string, unknown>,
    { at = BEFORE_WINDOW, language = 'zh-CN' } = {},
  ) {
    await prepare(at);
    const body = {
      hall: 'futian',
      business: 'divorce-issue',
      date: FIRST_DAY,
      start: '09:00',
      parties: couple.map(toParty),
      contactToken: await bureau.verifyPhone(couple[0].phone),
      consents: { booking: true },
      ...wish,
    };
    return postBooking(bureau, body, `${seed}-${JSON.stringify(wish)}-${language}`).set('Accept-Language', language);
  }
});
