import { load } from 'cheerio';
import { expect } from 'chai';
import { type BookedAppointment, toParty, useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';
import type { ReceivedLetter } from '../../support/stand-ins/mail-server.js';
import { pageOf } from '../manage/support/visitor.js';
import { useLetters } from './support/letters.js';

const THREE_DAYS_BEFORE = '2026-11-06T10:00:00+08:00';
const REMINDER = 'appointment-in-three-days';

describe('letters about an appointment', () => {
  const bureau = useBureau();
  const letters = useLetters(bureau);

  beforeEach(() => bureau.setTime('2026-11-02T09:00:00+08:00'));

  for (const [language, seed, start] of [
    ['zh-CN', 8100, '09:00'],
    ['en', 8101, '14:00'],
  ] as const)
    it(`hold three days before, as text and as HTML, the couple’s own checklist but what tells of service, in ${language}`, async () => {
      const couple = generateCouple({ seed, male: { soldier: true }, female: { type: 'passport' } });
      const booked = await book(seed, { language, couple, start });
      bureau.setTime(THREE_DAYS_BEFORE);
      const page = await checklistOnPage(booked, language);
      const items = page.items.filter((item) => !/军人|[Mm]ilitary|service members/.test(item));
      expect(items).to.have.length.above(3).and.below(page.items.length);

      const { letter } = await letters.send(booked, REMINDER);
      const html = load(String(letter.html));
      const textsOf = (selector: string) =>
        html(selector)
          .toArray()
          .map((each) => html(each).text());
      expect(html('html').attr('lang')).to.equal(language);
      expect(textsOf('h2')[0]).to.equal(page.heading);
      expect(textsOf('h2')[1]).to.include(booked.reference);
      expect(textsOf('li')).to.deep.equal(items);
      expect(textsOf('h3')).to.deep.equal(page.titles.map((title) => title.split(/[: ]/)[0]));
      expect(linesOf(letter.text)).to.include.members(items.map((item) => `- ${item}`));
      expect(await letters.kept(booked, REMINDER)).to.equal(letter.text?.trimEnd());
    });

  it('name nobody, because nobody has proved the mailbox', async () => {
    const couple = generateCouple({ seed: 8102 });
    const booked = await book(8102, { couple, start: '09:30' });
    bureau.setTime(THREE_DAYS_BEFORE);
    const { letter } = await letters.send(booked, REMINDER);
    const words = `${letter.text} ${String(letter.html)}`;
    for (const { name } of couple)
      expect(words)
        .not.to.include(name.slice(0, 1) + '*')
        .and.not.to.include(name);
    expect(words).not.to.include(booked.manageToken);
  });

  it('list what is to be brought when they go out, not when they were written', async () => {
    const booked = await book(8103, { start: '10:00' });
    const checklist = [{ party: 0 as const, code: 'foreign-passport' }];
    await bureau.services.models.appointments.updateOne({ reference: booked.reference }, { $set: { checklist } });
    bureau.setTime(THREE_DAYS_BEFORE);
    const page = await checklistOnPage(booked, 'zh-CN');
    const { letter } = await letters.send(booked, REMINDER);
    const items = linesOf(letter.text).filter((line) => line.startsWith('- '));
    expect(items).to.deep.equal(page.items.map((item) => `- ${item}`));
    expect(items[0]).to.include('护照');
  });

  it('go by text message without the list', async () => {
    const booked = await book(8104, { start: '10:30' });
    const record = await recordOf(booked);
    const [first] = await bureau.services.notifications.messages.sentAs('contact', [record._id]);
    expect(first?.kind).to.equal('appointment-confirmed');
    expect(first?.body).not.to.include('请携带');
  });

  it('withdraw the mailed entry when the hall calls the appointment off', async () => {
    const booked = await book(8105, { start: '11:00' });
    const invited = await letters.send(booked, 'appointment-confirmed');
    const { slot } = await recordOf(booked);
    await bureau.services.models.slots.updateOne({ _id: slot }, { $set: { isClosed: true } });
    bureau.setTime('2026-11-09T17:00:00+08:00');
    await bureau.services.noShows.closeDays(bureau.clock.now());

    const withdrawn = await letters.send(booked, 'appointment-called-off');
    expect(withdrawn.source).to.include('method=CANCEL');
    const [before, after] = [entryOf(invited), entryOf(withdrawn)];
    expect([before.method, after.method, after.status]).to.deep.equal(['REQUEST', 'CANCEL', 'CANCELLED']);
    expect(after.uid).to.equal(before.uid);
    expect(Number(after.sequence)).to.be.above(Number(before.sequence));
    expect(withdrawn.letter.text).to.include('不计爽约').and.not.to.include('请携带');
    expect(withdrawn.letter.text).to.include(`${bureau.config.http.publicUrl}/book `);
  });

  interface Wish {
    start: string;
    language?: 'zh-CN' | 'en';
    couple?: ReturnType<typeof generateCouple>;
  }

  async function book(seed: number, { start, language = 'zh-CN', couple }: Wish): Promise<BookedAppointment> {
    const more = couple && { parties: couple.map(toParty), hall: 'nanshan' };
    const body = await bureau.bookingBody(seed, { start, email: 'li@example.com', ...more });
    const answer = await bureau.http
      .post('/api/v1/appointments')
      .set({ 'Idempotency-Key': `letters-${seed}`, 'Accept-Language': language })
      .send(body);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body as BookedAppointment;
  }

  async function recordOf({ reference }: BookedAppointment) {
    const record = await bureau.services.models.appointments.findOne({ reference }).lean();
    if (!record) throw new Error('no such appointment');
    return record;
  }

  async function checklistOnPage(booked: BookedAppointment, language: string) {
    const { text } = await bureau.http.get(pageOf(booked)).set('Accept-Language', language).expect(200);
    const $ = load(text);
    const section = $('section[aria-labelledby=bring]');
    const textsOf = (selector: string) =>
      section
        .find(selector)
        .toArray()
        .map((each) => $(each).text().trim());
    return {
      heading: section.find('h2').text(),
      titles: textsOf('.checklist__title'),
      items: textsOf('.checklist__item'),
    };
  }
});

function linesOf(text: string | undefined): string[] {
  return (text ?? '').split(/\r?\n/);
}

function entryOf({ letter }: ReceivedLetter) {
  const content = letter.attachments[0]?.content.toString() ?? '';
  const lineOf = (name: string) => new RegExp(`^${name}:(.*)\\r$`, 'm').exec(content)?.[1];
  return { method: lineOf('METHOD'), uid: lineOf('UID'), sequence: lineOf('SEQUENCE'), status: lineOf('STATUS') };
}
