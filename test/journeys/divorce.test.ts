import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { planAllHalls } from '../../src/jobs/recurring-jobs.js';
import { ACCEPTED_AT, divorceHall } from '../integration/divorce/support/applications.js';
import { type PageOptions, useBrowser } from '../support/browser.js';
import { useBureau } from '../support/bureau.js';
import { type GeneratedCouple, generateCouple } from '../support/people.js';
import { useServer } from '../support/server.js';
import { type SignedIn, signIn } from '../support/staff.js';
import { BookingWalk } from './support/booking-walk.js';
import { expectWell } from './support/expect-well.js';

const COUNTERS: (PageOptions & { name: string })[] = [
  { name: 'in Chinese', width: 1280, language: 'zh-CN' },
  { name: 'in English, without script, on a narrow screen', width: 320, language: 'en', javaScript: false },
];

describe('a divorce in two stages', function () {
  this.timeout(120_000);
  const bureau = useBureau({ halls: [divorceHall()], at: ACCEPTED_AT, env: { RATE_PHONE_CODES: '100/1h' } });
  const server = useServer(bureau);
  const browsers = useBrowser();
  let seed = 7000;
  let registrar: SignedIn;

  before('registrar', async () => {
    registrar = await signIn(bureau, 'registrar');
  });

  beforeEach(() => (seed += 1));

  for (const { name, ...browser } of COUNTERS)
    describe(name, () => {
      it('goes from the application through the cooling-off period to the certificate', async () => {
        const couple = generateCouple({ seed });
        const { reference } = await bookFirstVisit();
        await checkIn(reference, couple, '2026-08-19T09:05:00+08:00');

        const counter = await signInAtCounter(browser);
        await counter.locator(`a[href$="accept?reference=${reference}"]`).click();
        await expectWell(counter);
        await choose(counter, 'counselling', 'declined');
        await choose(counter, 'present', 'true');
        await send(counter, '/accept');
        await counter.waitForURL(/divorce\/[0-9a-f]{24}$/);
        await expectWell(counter);
        await counter.locator('a[href$="/record"]').click();
        await expectWell(counter);
        await counter.fill('#reason', '核对到场证件');
        await send(counter, '/record');
        await counter.locator('main table').waitFor();
        await expectWell(counter);
        expect(await counter.locator('main').innerText()).to.include(couple[0].document.number);
        await counter.locator('.back-link').click();
        await counter.waitForURL(/divorce\/[0-9a-f]{24}$/);
        const receiptNumber = /LH-\w{4}-\w{4}/.exec(await counter.locator('h1').innerText())?.[0] ?? '';
        expect(await counter.locator('form[action$="/issue"]').count()).to.equal(0);

        const phone = await lookUp(browser, receiptNumber, couple[1].phone);
        expect(await phone.locator('.timeline__step--current').innerText()).to.match(/冷静期|Cooling-off/);
        await phone.locator('input[name=wanted]').first().uncheck();
        await send(phone, '/reminders');
        await phone.locator('.notice--success').waitFor();
        await expectWell(phone);
        expect(await phone.locator('input[name=wanted]').first().isChecked()).to.equal(false);

        await goTo('2026-09-16T10:00:00+08:00');
        const booked = await bookSecondVisit(browser, couple, receiptNumber);
        await checkIn(booked, couple, '2026-09-21T13:45:00+08:00');
        const again = await signInAtCounter(browser);
        await again.fill('#text', receiptNumber.slice(-4));
        await send(again, '/search');
        await again.waitForURL(/divorce\/[0-9a-f]{24}$/);
        await expectWell(again);
        await again.fill('#serial', `L440304-2026-${String(seed).padStart(6, '0')}`);
        await choose(again, 'present', 'true');
        await send(again, '/issue');
        await again.waitForURL(/divorce\/[0-9a-f]{24}$/);
        await expectWell(again);
        expect(await again.locator('main').innerText()).to.include(`L440304-2026-00${seed}`);
        const visit = await bureau.services.models.appointments.findOne({ reference: booked }).lean();
        expect(visit?.state).to.equal('completed');

        const own = await lookUp(browser, receiptNumber, couple[0].phone);
        expect(await own.locator('.timeline__step--current').innerText()).to.match(/已经发证|Certificates issued/);
      });

      it('goes from the application to its withdrawal by one of them', async () => {
        await goTo('2026-08-19T10:00:00+08:00');
        const couple = generateCouple({ seed });
        const counter = await signInAtCounter(browser);
        await counter.locator('a[href="/staff/divorce/accept"]').click();
        await expectWell(counter);
        await fillInWalkIn(counter, couple);
        await choose(counter, 'counselling', 'accepted');
        await send(counter, '/accept');
        await counter.locator('.error-summary').waitFor();
        await expectWell(counter);
        await choose(counter, 'present', 'true');
        await send(counter, '/accept');
        await counter.waitForURL(/divorce\/[0-9a-f]{24}$/);
        const page = counter.url();
        for (const wish of ['stop', 'resume']) {
          await counter
            .locator('details', { has: counter.locator('form[action$="/messages"]') })
            .locator('summary')
            .click();
          await choose(counter, 'messagesTo', '1');
          await choose(counter, 'messages', wish);
          await counter.fill('#messagesReason', '本人要求');
          await expectWell(counter);
          await send(counter, '/messages');
          await counter.waitForURL(page);
        }
        await expectWell(counter);

        await goTo('2026-09-18T16:30:00+08:00');
        const again = await signInAtCounter(browser);
        await again.goto(page);
        await choose(again, 'party', '1');
        await choose(again, 'confirmed', 'true');
        await send(again, '/withdraw');
        await again.waitForURL(page);
        await expectWell(again);
        expect(await again.locator('main form:not([action$="/messages"])').count(), 'nothing more is decided').to.equal(
          0,
        );
        for (const { phone } of couple) {
          const [told] = await bureau.services.notifications.messages.latest({ phone });
          expect(told?.kind).to.equal('divorce-ended');
          expect(told?.body).not.to.match(/离婚|divorce/i);
        }
        const receiptNumber = /LH-\w{4}-\w{4}/.exec(await again.locator('h1').innerText())?.[0] ?? '';
        const own = await lookUp(browser, receiptNumber, couple[0].phone);
        expect(await own.locator('.timeline__step--current').innerText()).to.match(/已经撤回|Withdrawn/);
        expect(await own.locator('main form').count()).to.equal(0);
      });
    });

  async function bookFirstVisit() {
    await goTo('2026-08-17T10:00:00+08:00');
    const start = seed % 2 === 0 ? '09:00' : '10:00';
    return bureau.bookCouple(seed, { business: 'divorce-application', date: '2026-08-19', start });
  }

  async function bookSecondVisit(browser: PageOptions, couple: GeneratedCouple, receiptNumber: string) {
    const page = await browsers.openPage({ ...browser, width: 390 });
    const walk = new BookingWalk(page, { url: server.url, bureau, hasScript: browser.javaScript !== false });
    await walk.begin('divorce-issue');
    await page.fill('#receipt', receiptNumber.toLowerCase());
    await walk.people(couple);
    await walk.hall();
    await walk.time('14:00', '2026-09-21');
    await walk.details(couple);
    await walk.phone(couple[0].phone);
    return walk.confirm();
  }

  async function checkIn(reference: string, couple: GeneratedCouple, at: string): Promise<void> {
    const visit = await bureau.services.models.appointments.findOne({ reference }).lean();
    await goTo(new Date(Math.max(new Date(at).getTime(), (visit?.startsAt.getTime() ?? 0) - 600_000)).toISOString());
    const { serving, clock } = bureau.services;
    const actor = { id: registrar.id, name: '', hall: 'futian' };
    const numbers = couple.map(({ document }) => document.number);
    const record = await serving.find(reference, 'futian');
    await serving.checkIn({ record, proof: { numbers }, actor, now: clock.now() });
  }

  async function signInAtCounter(browser: PageOptions): Promise<Page> {
    const page = await browsers.openPage(browser);
    await page.goto(`${server.url}/staff/sign-in?next=%2Fstaff%2Fdivorce`);
    await page.fill('#username', registrar.username);
    await page.fill('#password', registrar.password);
    await page.locator('main form button[type=submit]').first().click();
    await page.waitForURL('**/staff/divorce');
    await expectWell(page);
    return page;
  }

  async function lookUp(browser: PageOptions, receiptNumber: string, phone: string): Promise<Page> {
    bureau.advance(1000);
    const page = await browsers.openPage({ ...browser, width: 390 });
    await page.goto(`${server.url}/divorce`);
    await expectWell(page);
    await page.fill('#receipt', receiptNumber);
    await page.fill('#phone', phone);
    await send(page, '/receipt');
    await page.waitForURL('**/receipt/code');
    await expectWell(page);
    const [message] = await bureau.services.notifications.messages.latest({ phone, limit: 1 });
    await page.fill('#code', message?.code ?? '');
    await send(page, '/receipt/code');
    await page.waitForURL('**/receipt/own');
    await expectWell(page);
    return page;
  }

  async function goTo(at: string): Promise<void> {
    bureau.setTime(at);
    await planAllHalls(bureau.services, bureau.clock.now());
  }
});

async function fillInWalkIn(page: Page, couple: GeneratedCouple): Promise<void> {
  for (const [index, { name, document, phone }] of couple.entries()) {
    const seat = index === 0 ? 'first' : 'second';
    await page.fill(`#${seat}-name`, name);
    await page.fill(`#${seat}-number`, document.number);
    await page.fill(`#${seat}-phone`, phone);
  }
}

async function choose(page: Page, name: string, value: string): Promise<void> {
  await page.locator(`input[name=${name}][value="${value}"]`).check();
}

async function send(page: Page, action: string): Promise<void> {
  await page.locator(`main form[action$="${action}"] button`).last().click();
}
