import { expect } from 'chai';
import { load } from 'cheerio';
import { planAllHalls } from '../../../src/jobs/recurring-jobs.js';
import { useBureau } from '../../support/bureau.js';
import { generateCouple, type GeneratedCouple } from '../../support/people.js';
import { postForm, signedIn, type StaffAgent } from '../../support/staff.js';
import { ACCEPTED_AT, acceptCouple, divorceHall, outcomeOf, REGISTRAR } from './support/applications.js';

describe('a divorce at the desk', function () {
  this.timeout(30_000);
  const bureau = useBureau({ halls: [divorceHall()], at: ACCEPTED_AT });
  let registrar: StaffAgent;
  let seed = 9000;

  beforeEach(() => (seed += 1));

  it('is accepted on its application, and then the ticket is closed', async () => {
    await goTo('2026-08-19T09:10:00+08:00');
    const { ticket, record } = await walkIn(generateCouple({ seed }), { business: 'divorce-application' });
    const window = await callAndServe(ticket._id);
    const shown = await registrar.get(window).set('Accept', 'text/html');
    const link = load(shown.text)('.notice a').attr('href');
    expect(link).to.equal(`/staff/divorce/accept?reference=${record.reference}`);
    const early = await send(`${window}/finish`, { ticket: ticket._id, outcome: 'registered' });
    expect([early.status, load(early.text)('.notice--error').text()]).to.deep.equal([
      409,
      load(early.text)('.notice--error').text(),
    ]);
    expect(load(early.text)('.notice--error').text()).to.include('在申请里办结');
    const form = { reference: record.reference, counselling: 'declined', present: 'true' };
    expect((await send('/staff/divorce/accept', form)).status).to.equal(303);
    const after = load((await registrar.get(window).set('Accept', 'text/html')).text);
    expect(after('input[name=outcome]').attr('value')).to.equal('registered');
    expect((await send(`${window}/finish`, { ticket: ticket._id, outcome: 'registered' })).status).to.equal(303);
    expect(await bureau.services.models.divorceApplications.countDocuments({ appointment: record._id })).to.equal(1);
  });

  it('is refused to nobody for want of places in the last five working days, and only then', async () => {
    await goTo(ACCEPTED_AT);
    const { couple, receiptNumber, id } = await acceptCouple(bureau, seed);
    const late = await acceptCouple(bureau, seed + 500);
    const come = (who: GeneratedCouple, number: string) =>
      walkIn(who, { business: 'divorce-issue', receiptNumber: number });
    await goTo('2026-10-12T09:10:00+08:00');
    expect(await outcomeOf(come(late.couple, late.receiptNumber))).to.equal('walk-in-full');
    await goTo('2026-10-13T09:10:00+08:00');
    const { record } = await come(couple, receiptNumber);
    expect(record.history.at(-1)).to.include({ action: 'overbooked', reason: 'issue-window-closing' });
    const { cases } = bureau.services.divorce;
    const now = bureau.clock.now();
    await cases.issue({ id, serial: `L440304-2026-00${seed}`, actor: REGISTRAR, now });
    const visit = await bureau.services.models.appointments.findById(record._id).lean();
    expect([visit?.state, visit?.certificateSerial]).to.deep.equal(['completed', `L440304-2026-00${seed}`]);
  });

  async function goTo(at: string): Promise<void> {
    bureau.setTime(at);
    await planAllHalls(bureau.services, bureau.clock.now());
    registrar = await signedIn(bureau, 'registrar');
  }

  async function walkIn(
    couple: GeneratedCouple,
    wish: { business: 'divorce-application' | 'divorce-issue'; receiptNumber?: string },
  ) {
    const { desk, halls, clock } = bureau.services;
    return desk.arrivals.walkIn({
      hall: await halls.named('futian'),
      parties: couple,
      contactPhone: couple[0].phone,
      isGreen: false,
      consentVersion: 'test',
      language: 'zh-CN',
      requestId: `walk-in-${couple[0].phone}`,
      actor: REGISTRAR,
      now: clock.now(),
      ...(wish.business === 'divorce-application' && { overbooking: { reason: '现场' } }),
      ...wish,
    });
  }

  async function callAndServe(ticket: string): Promise<string> {
    const windows = load((await registrar.get('/staff/desk/windows').set('Accept', 'text/html')).text);
    const hrefs = windows('a[href^="/staff/desk/windows/"]')
      .toArray()
      .map(({ attribs }) => attribs['href'] ?? '');
    for (const window of hrefs) {
      if ((await send(`${window}/call`)).status !== 303) continue;
      await send(`${window}/serve`, { ticket });
      return window;
    }
    throw new Error('no window calls them');
  }

  function send(path: string, fields: Record<string, string> = {}) {
    return postForm(registrar, path, fields, { from: '/staff/divorce' });
  }
});
