import { load } from 'cheerio';
import { expect } from 'chai';
import { type BookedAppointment, MONDAY_MORNING, useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';
import { postForm, signedIn } from '../../support/staff.js';
import { pageOf, visit } from '../manage/support/visitor.js';
import { foundBy } from '../operations/support/found-by.js';
import { type Rehearsal, rehearsalSource, workOnMessages } from './support/rehearsals.js';

const KIND = 'rehearsal-soon';
const AN_HOUR_BEFORE = '2026-11-05T09:00:00+08:00';

describe('a source that nothing in the product knows by name', function () {
  this.timeout(60_000);
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '1000/1h' } });
  const rehearsals = new Map<string, Rehearsal>();
  let married: BookedAppointment;

  before('a product that runs, and then a feature more', async () => {
    married = await bureau.bookCouple(1);
    bureau.services.notifications.register({ sources: [rehearsalSource(rehearsals, ['marriage'])] });
  });

  beforeEach(() => {
    bureau.setTime(MONDAY_MORNING);
    rehearsals.clear();
  });

  it('has its message planned ahead, moved with it, and taken back when it is no longer owed', async () => {
    const rehearsal = await add('CP-1');
    await workOnMessages(bureau);
    expect(await messagesOf(rehearsal)).to.deep.equal(['queued 2026-11-05T01:00:00.000Z']);
    rehearsals.set(rehearsal.id, { ...rehearsal, at: new Date('2026-11-06T10:00:00+08:00') });
    await workOnMessages(bureau);
    expect(await messagesOf(rehearsal)).to.deep.equal([
      'cancelled 2026-11-05T01:00:00.000Z',
      'queued 2026-11-06T01:00:00.000Z',
    ]);
    rehearsals.set(rehearsal.id, { ...rehearsal, isCancelled: true });
    await workOnMessages(bureau);
    expect((await messagesOf(rehearsal)).map((each) => each.split(' ')[0])).to.deep.equal(['cancelled', 'cancelled']);
  });

  it('is sent when it is due, found by what staff type, shown by its own words and linked', async () => {
    const rehearsal = await add('CP-2');
    await workOnMessages(bureau);
    bureau.setTime(AN_HOUR_BEFORE);
    await workOnMessages(bureau);
    expect(await messagesOf(rehearsal)).to.deep.equal(['sent 2026-11-05T01:00:00.000Z']);
    const [latest] = await bureau.services.notifications.messages.sentTo(rehearsal.phone);
    expect(latest?.body).to.equal('彩排 CP-2 将于 02:00 开始。');

    const { agent, found } = await atTheHall();
    const $ = await found('cp-2');
    expect($('label[for=search]').text().trim()).to.equal('预约编号、回执号或彩排号');
    expect($('#search-hint').text().replaceAll('\u2060', '')).to.include('CP-1');
    const [row = '', ...more] = $('main tbody tr')
      .toArray()
      .map((each) => $(each).text());
    expect([row.includes('彩排前的提醒'), row.includes('已发出'), more.length]).to.deep.equal([true, true, 0]);
    const link = $('main tbody a[href="/staff/rehearsals/CP-2"]');
    expect([link.text(), link.parent().text()]).to.deep.equal(['CP-2', 'CP-2彩排']);
    expect($('main form').text()).to.include('只看与“彩排 CP-2”有关的消息');
    expect($(`#kind option[value=${KIND}]`).text()).to.equal('彩排前的提醒');

    const page = load((await agent.get($('main tbody th a').attr('href') ?? '')).text);
    expect(page('main dl').first().text()).to.include('彩排 CP-2');
    expect(page('main blockquote').text()).to.equal(latest?.body);
    const english = load((await agent.get('/staff/messages?state=sent&lang=en')).text);
    expect(english('main tbody').text()).to.include('Reminder of the rehearsal').and.to.include('CP-2Rehearsal');
  });

  it('is known to nobody at another hall, and its page to nobody who may not open it', async () => {
    await add('CP-3');
    await workOnMessages(bureau);
    const elsewhere = await signedIn(bureau, 'hall-manager', { hall: 'nanshan' });
    expect((await foundBy(elsewhere, 'CP-3')).status).to.equal(422);
    const administrator = await signedIn(bureau, 'system-administrator');
    const $ = load((await foundBy(administrator, 'CP-3')).text);
    expect($('main tbody tr').text()).to.include('CP-3');
    expect($('main tbody a[href*=rehearsals]').length).to.equal(0);
  });

  it('can be declined by its audience on the page of the couple, and by nobody else', async () => {
    const other = await bureau.bookCouple(2, { business: 'counselling', start: '14:00' });
    const offered = async (booked: BookedAppointment) => {
      const { $ } = await visit(bureau).open(`${pageOf(booked)}/messages`);
      return $(`input[name=wanted][value=${KIND}]`).parent().text().trim();
    };
    expect([await offered(married), await offered(other)]).to.deep.equal(['彩排前的提醒', '']);

    await visit(bureau).submit(`${pageOf(married)}/messages`, { wanted: 'appointment-today' });
    const rehearsal = await add('CP-4');
    await workOnMessages(bureau);
    bureau.setTime(AN_HOUR_BEFORE);
    await workOnMessages(bureau);
    const outcome = await bureau.services.models.messages.findOne({ subject: rehearsal.id }).lean();
    expect(outcome).to.include({ state: 'suppressed', reason: 'declined' });
    const { found } = await atTheHall();
    expect((await found('CP-4'))('main tbody tr').text()).to.include('本人不愿接收');
    await bureau.services.messagePreferences.erase(rehearsal.phoneHash);
  });

  it('is worded by the hall like any other', async () => {
    const { agent } = await atTheHall();
    const list = load((await agent.get('/staff/hall/messages')).text);
    const address = list('main a[href*=rehearsal-soon]').attr('href') ?? '';
    expect([address, list('main').text().includes('彩排前的提醒')]).to.deep.equal([
      `/staff/hall/messages/${KIND}/plain`,
      true,
    ]);
    const editor = load((await agent.get(address)).text);
    expect(editor('#chinese').val()).to.equal('彩排 {{number}} 将于 {{time}} 开始。');

    const words = { chinese: '{{time}} 彩排，请准时。', english: 'Rehearsal at {{time}}.' };
    expect((await postForm(agent, address, { ...words, base: '0', note: '更短', action: 'in-force' })).status).to.equal(
      303,
    );
    const rehearsal = await add('CP-5');
    await workOnMessages(bureau);
    bureau.setTime(AN_HOUR_BEFORE);
    await workOnMessages(bureau);
    const sent = await bureau.services.notifications.messages.sentTo(rehearsal.phone);
    expect(sent.map(({ body }) => body)).to.include('02:00 彩排，请准时。');
  });

  it('counts in the metrics by the state of its messages, as every kind does', async () => {
    await add('CP-6');
    await workOnMessages(bureau);
    const queued = await bureau.services.models.messages.countDocuments({ state: 'queued', channel: 'outbox' });
    // What metrics share is read again after a second.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const { text } = await bureau.http.get('/metrics').expect(200);
    expect(text).to.include(`xiyue_messages{state="queued",channel="outbox",process="product"} ${queued}`);
  });

  /** Somebody of the hall: who was signed in when the clock was moved is so no longer. */
  async function atTheHall() {
    const agent = await signedIn(bureau, ['hall-manager', 'receptionist']);
    return { agent, found: async (typed: string) => load((await foundBy(agent, typed)).text) };
  }

  /** A rehearsal on Thursday at ten, of the couple that is booked. */
  async function add(number: string): Promise<Rehearsal> {
    const booked = await bureau.services.models.appointments.findOne({ reference: married.reference }).lean();
    const rehearsal = {
      id: `rehearsal-${number}`,
      number,
      hall: 'futian',
      phone: generateCouple({ seed: 1 })[0].phone,
      phoneHash: booked?.phoneHash ?? '',
      at: new Date('2026-11-05T10:00:00+08:00'),
    };
    rehearsals.set(rehearsal.id, rehearsal);
    return rehearsal;
  }

  async function messagesOf({ id }: Rehearsal): Promise<string[]> {
    const found = await bureau.services.models.messages.find({ subject: id }).sort({ dueAt: 1 }).lean();
    return found.map(({ state, dueAt }) => `${state} ${dueAt.toISOString()}`);
  }
});
