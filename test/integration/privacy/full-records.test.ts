import { load } from 'cheerio';
import { expect } from 'chai';
import type { Actor } from '../../../src/audit/index.js';
import { deidentifyAppointment } from '../../../src/features/appointments/index.js';
import { divorceRetention } from '../../../src/features/divorce/index.js';
import { BOOKABLE_DAY, MONDAY_MORNING, useBureau } from '../../support/bureau.js';
import { generateCouple, type GeneratedCouple } from '../../support/people.js';
import { postForm, signedIn, signIn, signInAgain, type StaffAgent } from '../../support/staff.js';
import { ACCEPTED_AT, acceptCouple, divorceHall } from '../divorce/support/applications.js';

const DAY_MS = 86_400_000;
const REASON = '核对到场证件';

interface Case {
  /** The page on which everybody is masked. */
  page: string;
  record: string;
  subject: string;
  couple: GeneratedCouple;
  /** Something that a member of staff does with it. */
  change: (actor: Actor) => Promise<unknown>;
}

describe('the full record', function () {
  this.timeout(30_000);
  const bureau = useBureau({
    halls: [divorceHall(), divorceHall({ id: 'luohu' })],
    env: { RATE_PHONE_CODES: '1000/1h' },
  });
  let seed = 8000;

  const appointment = async (): Promise<Case> => {
    seed += 1;
    const couple = generateCouple({ seed });
    const { reference } = await bureau.bookCouple(seed);
    const page = `/staff/desk/appointments/${reference}`;
    const change = async (actor: Actor) => {
      bureau.setTime(`${BOOKABLE_DAY}T08:50:00+08:00`);
      const { serving, clock } = bureau.services;
      const record = await serving.find(reference, actor.hall);
      const proof = { numbers: couple.map(({ document }) => document.number) };
      await serving.checkIn({ record, proof, actor, now: clock.now() });
    };
    return { page, record: `${page}/record`, subject: `appointment:${reference}`, couple, change };
  };
  const application = async (): Promise<Case> => {
    seed += 1;
    const { id, couple } = await acceptCouple(bureau, seed);
    const page = `/staff/divorce/${id}`;
    const change = (actor: Actor) =>
      bureau.services.divorce.cases.withdraw({ id, actor, party: 1, now: bureau.clock.now() });
    return { page, record: `${page}/record`, subject: `divorce:${id}`, couple, change };
  };

  before('places', () => bureau.setCapacity(30));

  const kinds = {
    'an appointment': { make: appointment, at: MONDAY_MORNING },
    'a divorce application': { make: application, at: ACCEPTED_AT },
  };
  for (const [name, { make, at }] of Object.entries(kinds))
    describe(`of ${name}`, () => {
      beforeEach(() => bureau.setTime(at));

      for (const role of ['receptionist', 'registrar', 'hall-manager'] as const)
        it(`is shown to a ${role} who has said why, once a case and day, and every look is in the chain`, async () => {
          const { page, record, subject, couple } = await make();
          const { agent, id } = await signIn(bureau, role);
          expect(load(await textOf(agent, page))(`a[href="${record}"]`)).to.have.length(1);
          expectMasked(await textOf(agent, page), couple);
          const asked = await textOf(agent, record);
          expectMasked(asked, couple);
          expect(load(asked)('#reason')).to.have.length(1);

          const given = await postForm(agent, record, { reason: REASON });
          expect([given.status, given.headers['location']]).to.deep.equal([303, record]);
          for (const look of [await textOf(agent, record), await textOf(agent, record)]) {
            const text = load(look)('main').text();
            for (const secret of secretsOf(couple)) expect(text).to.include(secret);
            expect(load(look)('h1').text()).to.include('完整记录');
          }
          expectMasked(await textOf(agent, page), couple);

          const entries = await looksAt(subject);
          expect(entries).to.have.length(3);
          for (const entry of entries)
            expect(entry).to.include({ actor: `staff:${id}`, hall: 'futian', reason: REASON, result: 'done' });

          bureau.advance(DAY_MS);
          const tomorrow = await signedIn(bureau, role);
          expect(load(await textOf(tomorrow, record))('#reason')).to.have.length(1);
        });

      it('stays shut without a reason that says something, and keeps what was typed', async () => {
        const { record, subject, couple } = await make();
        const agent = await signedIn(bureau, 'receptionist');
        for (const reason of ['', '  ', '看看']) {
          const refused = await postForm(agent, record, { reason });
          expect(refused.status).to.equal(422);
          const $ = load(refused.text);
          expect($('.error-summary a').attr('href')).to.equal('#reason');
          expect($('#reason').val()).to.equal(reason);
          expectMasked(refused.text, couple);
        }
        expectMasked(await textOf(agent, record), couple);
        expect(await looksAt(subject)).to.have.length(0);
      });

      it('asks again for another couple', async () => {
        const [first, second] = [await make(), await make()];
        const agent = await signedIn(bureau, 'registrar');
        await postForm(agent, first.record, { reason: REASON });
        expect(await textOf(agent, first.record)).to.include(first.couple[0].document.number);
        expectMasked(await textOf(agent, second.record), second.couple);
      });

      it('says in both languages who did what, when and from where', async () => {
        const { record, change } = await make();
        const registrar = await signIn(bureau, 'registrar');
        const { id, username } = registrar;
        await change({ id, name: '登记员甲', hall: 'futian', address: '10.0.0.7' });
        const agent = await signInAgain(bureau, registrar);
        await postForm(agent, record, { reason: REASON });
        const last = load(await textOf(agent, record))('table tbody tr')
          .last()
          .text();
        expect(last).to.include(username).and.include('10.0.0.7');
        expect(last).to.match(/2026年\d+月\d+日 .+ \d\d:\d\d/);
        await agent.post('/language').type('form').send({ language: 'en', returnTo: record });
        const english = load(await textOf(agent, record));
        expect(english('h1').text()).to.include('Full record');
        expect(english('table').text())
          .to.match(/2026 \d\d:\d\d/)
          .and.to.match(/Checked in|Withdrawn/);
      });

      it('is unknown to another hall, and not for those who administer or audit', async () => {
        const { record, subject } = await make();
        const elsewhere = await signedIn(bureau, 'registrar', { hall: 'luohu' });
        expect((await html(elsewhere, record)).status).to.equal(404);
        expect((await postForm(elsewhere, record, { reason: REASON })).status).to.equal(404);
        for (const role of ['security-auditor', 'system-administrator', 'report-reader', 'counsellor'] as const) {
          const agent = await signedIn(bureau, role);
          expect((await html(agent, record)).status, role).to.equal(403);
          expect((await postForm(agent, record, { reason: REASON })).status, role).to.equal(403);
        }
        expect(await looksAt(subject)).to.have.length(0);
      });
    });

  it('of people who are no longer named is unknown', async () => {
    bureau.setTime(MONDAY_MORNING);
    const { models } = bureau.services;
    const booked = await appointment();
    const agent = await signedIn(bureau, 'registrar');
    const reference = booked.subject.split(':')[1];
    const stored = (await models.appointments.findOne({ reference }).lean())!;
    await deidentifyAppointment(models.appointments, stored, bureau.clock.now());
    expect((await html(agent, booked.record)).status).to.equal(404);
    expect((await html(agent, booked.page)).status).to.equal(404);

    const accepted = await application();
    const _id = accepted.subject.split(':')[1];
    await models.divorceApplications.updateOne({ _id }, { $set: { state: 'withdrawn' } });
    const later = new Date(bureau.clock.now().getTime() + DAY_MS);
    await divorceRetention(models.divorceApplications, 1).purge(later, { now: later, commit: true, by: 'os:test' });
    expect((await html(agent, accepted.record)).status).to.equal(404);
  });

  async function looksAt(subject: string) {
    await bureau.services.audit.drain();
    return bureau.services.models.auditEntries.find({ action: 'person.read', subject }).lean();
  }
});

function html(agent: StaffAgent, path: string) {
  return agent.get(path).set('Accept', 'text/html');
}

async function textOf(agent: StaffAgent, path: string): Promise<string> {
  const { status, text } = await html(agent, path);
  expect(status, path).to.equal(200);
  return text;
}

function secretsOf(couple: GeneratedCouple): string[] {
  return couple.flatMap(({ name, document, phone }) => [name, document.number, phone]);
}

function expectMasked(text: string, couple: GeneratedCouple): void {
  for (const secret of secretsOf(couple)) expect(text).not.to.include(secret);
}
