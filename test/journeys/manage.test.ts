import { expect } from 'chai';
import { type PageOptions, useBrowser } from '../support/browser.js';
import { type BookedAppointment, MONDAY_MORNING, useBureau } from '../support/bureau.js';
import { generateCouple } from '../support/people.js';
import { useServer } from '../support/server.js';
import { expectWell } from './support/expect-well.js';

const BROWSERS: (PageOptions & { name: string })[] = [
  { name: 'a phone in Chinese', width: 390, language: 'zh-CN' },
  { name: 'a desktop in English', width: 1280, language: 'en' },
  { name: 'a narrow phone in English', width: 320, language: 'en' },
  { name: 'a phone without script', width: 390, language: 'zh-CN', javaScript: false },
];

describe('managing an appointment', function () {
  this.timeout(60_000);
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '100/1h' } });
  const server = useServer(bureau);
  const browsers = useBrowser();
  let seed = 0;

  beforeEach(() => bureau.setTime(MONDAY_MORNING));

  for (const { name, ...browser } of BROWSERS)
    describe(`on ${name}`, () => {
      it('moves it to another day', async () => {
        const { page, booked } = await openBooked(browser, {});
        await expectWell(page);
        await page.locator('.panel a[href$="/reschedule"]').click();
        await expectWell(page);
        await page.locator('.day__face[href*="date=2026-11-11"]').click();
        await expectWell(page);
        await page.locator('input[name=start][value="10:00"]').check();
        await page.locator('#times button[type=submit]').click();
        await expectWell(page);
        await page.locator('main form button[type=submit]').click();
        await page.waitForURL(`**/manage/${booked.reference}/*`);
        await expectWell(page);
        expect(await page.locator('.notice--success').count()).to.equal(1);
        expect(await page.locator('.ticket').innerText()).to.include('10:00–10:30');
      });

      it('cancels it the day before', async () => {
        const { page, booked } = await openBooked(browser, { start: '09:30' });
        await page.locator('.panel a[href$="/cancel"]').click();
        await expectWell(page);
        await page.locator('button.button--danger').click();
        await page.waitForURL(`**/manage/${booked.reference}/*`);
        await expectWell(page);
        expect(await page.locator('.ticket .qr').count()).to.equal(0);
        expect(await stateOf(booked)).to.equal('cancelled');
      });

      it('cancels it late only after saying so', async () => {
        const { page, booked } = await openBooked(browser, { start: '10:30' });
        bureau.setTime('2026-11-09T08:00:00+08:00');
        await page.locator('.panel a[href$="/cancel"]').click();
        await page.locator('button.button--danger').click();
        await page.locator('.error-summary').waitFor();
        await expectWell(page);
        expect(await stateOf(booked)).to.equal('confirmed');
        await page.locator('label[for=acceptsLate]').click();
        await page.locator('button.button--danger').click();
        await page.waitForURL(`**/manage/${booked.reference}/*`);
        expect(await stateOf(booked)).to.equal('cancelled');
      });

      it('finds it again by reference and phone code', async () => {
        const { page, booked, phone } = await openBooked(browser, { start: '11:00' });
        await page.goto(`${server.url}/manage`);
        await expectWell(page);
        await page.locator('#reference').fill(booked.reference.toLowerCase());
        await page.locator('#phone').fill(phone);
        await page.locator('main form button[type=submit]').click();
        await page.waitForURL('**/manage/code');
        await expectWell(page);
        const [message] = await bureau.services.notifications.messages.latest({ phone, limit: 1 });
        await page.locator('#code').fill(message?.code ?? '');
        await page.locator('main form button[type=submit]').click();
        await page.waitForURL(`**/manage/${booked.reference}/${booked.manageToken}`);
        expect(await page.locator('.ticket__reference strong').innerText()).to.equal(booked.reference);
      });

      it('declines a reminder and wants it again, and leaves an e-mail address', async () => {
        const { page, booked } = await openBooked(browser, { start: '14:00' });
        await page.locator('.panel a[href$="/messages"]').click();
        await expectWell(page);
        const tomorrow = page.locator('input[value="appointment-tomorrow"]');
        const save = async () => {
          await page.locator('form:has(input[name=wanted]) button').click();
          await page.locator('.notice--success').waitFor();
        };
        await tomorrow.uncheck();
        await save();
        expect(await tomorrow.isChecked()).to.equal(false);
        await expectWell(page);
        await tomorrow.check();
        await save();
        expect(await tomorrow.isChecked()).to.equal(true);

        await page.locator('#email').fill('li.na@');
        await page.locator('form:has(#email) button').click();
        await page.locator('.error-summary').waitFor();
        await expectWell(page);
        await page.locator('#email').fill('li.na@example.com');
        await page.locator('form:has(#email) button').click();
        await page.locator('.notice--success').waitFor();
        await expectWell(page);
        expect(await page.locator('main').innerText()).to.include('l***@example.com');
        await page.goto(`${server.url}/manage/${booked.reference}/${booked.manageToken}`);
        await expectWell(page);
        expect(await page.locator('main').innerText()).to.include('l***@example.com');
      });

      it('takes the slip and the calendar entry along', async () => {
        const { page, booked } = await openBooked(browser, { start: '11:30' });
        for (const [link, file] of [
          ['a[href$="/slip.pdf"]', `${booked.reference}.pdf`],
          ['a[href$="/calendar.ics"]', `${booked.reference}.ics`],
        ] as const) {
          const download = page.waitForEvent('download');
          await page.locator(link).click();
          expect((await download).suggestedFilename()).to.equal(file);
        }
        expect(await page.evaluate('document.querySelector(".qr__image").naturalWidth')).to.be.above(0);
      });
    });

  async function openBooked(browser: PageOptions, wish: Record<string, unknown>) {
    seed += 1;
    const booked = await bureau.bookCouple(seed, wish);
    const page = await browsers.openPage(browser);
    await page.goto(`${server.url}/manage/${booked.reference}/${booked.manageToken}`);
    return { page, booked, phone: generateCouple({ seed })[0].phone };
  }

  async function stateOf({ reference }: BookedAppointment) {
    return (await bureau.services.models.appointments.findOne({ reference }).lean())?.state;
  }
});

describe('the pages anybody opens', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  const server = useServer(bureau);
  const browsers = useBrowser();

  for (const { name, ...browser } of BROWSERS)
    it(`are well on ${name}`, async () => {
      const page = await browsers.openPage(browser);
      for (const path of [
        '/',
        '/halls',
        '/halls/futian',
        '/notices/privacy',
        '/notices/booking-rules',
        '/dev/outbox',
      ]) {
        const response = await page.goto(server.url + path);
        expect(response?.status(), path).to.equal(200);
        await expectWell(page);
      }
    });

  it('speak of divorce without the colours of a wedding', async () => {
    const { reference, manageToken } = await bureau.bookCouple(1, { business: 'divorce-application' });
    const page = await browsers.openPage({ width: 390, language: 'zh-CN' });
    await page.goto(`${server.url}/manage/${reference}/${manageToken}`);
    await expectWell(page);
    const background = await page.evaluate('getComputedStyle(document.querySelector(".brand__mark")).backgroundColor');
    expect(background).to.equal('rgb(47, 84, 104)');
  });
});
