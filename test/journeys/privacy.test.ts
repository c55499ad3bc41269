import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Role } from '../../src/features/staff/index.js';
import { type PageOptions, useBrowser } from '../support/browser.js';
import { MONDAY_MORNING, useBureau } from '../support/bureau.js';
import { generateCouple } from '../support/people.js';
import { useServer } from '../support/server.js';
import { expectWell } from './support/expect-well.js';
import { enterAs } from './support/staff-door.js';

const DAY_MS = 86_400_000;
const BROWSERS: (PageOptions & { name: string })[] = [
  { name: 'a phone in Chinese', width: 390, language: 'zh-CN' },
  { name: 'a narrow phone in English', width: 320, language: 'en' },
  { name: 'a desktop without script', width: 1280, language: 'en', javaScript: false },
];

describe('a person’s own data', function () {
  this.timeout(90_000);
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '1000/1h', RATE_PHONE_LOOKUPS: '1000/1h' } });
  const server = useServer(bureau);
  const browsers = useBrowser();
  let seed = 0;

  beforeEach(() => bureau.setTime(MONDAY_MORNING));

  for (const { name, ...options } of BROWSERS)
    describe(`on ${name}`, () => {
      it('is seen, copied, corrected and erased', async () => {
        const { page, booked, phone } = await enter(options);
        await expectWell(page);
        expect(await page.locator('main').innerText()).to.include(booked.reference);
        for (const [link, file] of [
          ['a[href$="/export.json"]', 'xiyue-personal-data.json'],
          ['a[href$="/export.html"]', 'xiyue-personal-data.html'],
        ] as const) {
          const download = page.waitForEvent('download');
          await page.locator(link).click();
          expect((await download).suggestedFilename()).to.equal(file);
        }

        await page.locator('a[href="/privacy/me/erase"]').click();
        await expectWell(page);
        await page.locator('label[for=agreed]').click();
        await send(page);
        await page.waitForURL('**/privacy/me?done=erased*');
        await expectWell(page);

        await page.locator('a[href="/privacy/me/phone"]').click();
        await expectWell(page);
        const other = `1390000${String(1000 + seed)}`;
        await page.fill('#phone', other);
        await send(page);
        await page.waitForURL('**/privacy/me/phone/code');
        await expectWell(page);
        await page.fill('#code', await codeSentTo(other));
        await send(page);
        await page.waitForURL('**/privacy/me?done=phone');
        await expectWell(page);
        expect(await page.locator('main').innerText())
          .to.include(other)
          .and.not.to.include(phone);
        await page.locator('form[action="/privacy/leave"] button').click();
        await page.waitForURL(`${server.url}/privacy`);
      });

      it('says what is wrong with a form and keeps what was typed', async () => {
        const page = await browsers.openPage(options);
        await page.goto(`${server.url}/privacy`);
        await expectWell(page);
        await page.fill('#number', '123');
        await send(page);
        await page.locator('.error-summary').waitFor();
        await expectWell(page);
        expect(await page.inputValue('#number')).to.equal('123');
      });

      it('is asked about, answered by the hall, and read', async () => {
        const { page, booked } = await enter(options);
        await page.locator('a[href="/privacy/me/request"]').click();
        await expectWell(page);
        await page.selectOption('#hall', 'futian');
        await page.fill('#text', `Booking ${booked.reference}`);
        await send(page);
        await page.waitForURL('**/privacy/me?done=request');

        const manager = await staffPage('hall-manager', options);
        await manager.goto(`${server.url}/staff/privacy`);
        await expectWell(manager);
        await manager.locator('main li a').first().click();
        await expectWell(manager);
        await manager.locator('a[href$="/person"]').click();
        await expectWell(manager);
        await manager.fill('#reason', '当事人要求回电');
        await send(manager);
        await manager.locator('.summary-list').waitFor();
        await expectWell(manager);
        await manager.locator('.back-link').click();
        await manager.fill('#note', 'It was put right.');
        await send(manager);
        await manager.waitForURL('**/staff/privacy?done=answered');
        await expectWell(manager);

        await page.goto(`${server.url}/privacy/me`);
        await expectWell(page);
        expect(await page.locator('main').innerText()).to.include('It was put right.');
      });

      it('is watched over by the auditor', async () => {
        const { privacy, keyRotation } = bureau.services;
        const night = new Date(bureau.clock.now().getTime() - DAY_MS / 2);
        const actor = { id: 'e'.repeat(24), name: '钱七', hall: 'futian' };
        const look = {
          actor,
          session: name,
          subject: 'appointment:XY-0000-0001',
          people: ['p'],
          names: ['钱七'],
          what: 't',
        };
        await privacy.access.openWithReason(look, 'at night', night);
        await privacy.flags.raise(bureau.clock.now());
        await privacy.retention.run({ now: bureau.clock.now(), by: 'system', commit: true });
        await keyRotation.run(bureau.clock.now(), { budgetMs: 10_000 });
        const auditor = await staffPage('security-auditor', options);
        for (const path of ['/staff/audit/anomalies', '/staff/audit/retention']) {
          const response = await auditor.goto(server.url + path);
          expect(response?.status()).to.equal(200);
          await expectWell(auditor);
        }
        expect(await auditor.locator('main .table').count()).to.equal(2);
      });
    });

  async function enter(options: PageOptions) {
    seed += 1;
    const booked = await bureau.bookCouple(seed, {
      start: ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30'][seed % 6],
    });
    const { phone, document } = generateCouple({ seed })[0];
    const page = await browsers.openPage(options);
    await page.goto(`${server.url}/privacy`);
    await page.fill('#phone', phone);
    await page.fill('#number', document.number);
    await send(page);
    await page.waitForURL('**/privacy/code');
    await expectWell(page);
    await page.fill('#code', await codeSentTo(phone));
    await send(page);
    await page.waitForURL('**/privacy/me');
    return { page, booked, phone };
  }

  async function staffPage(role: Role, options: PageOptions): Promise<Page> {
    const page = await browsers.openPage(options);
    return enterAs(role, { bureau, page, url: server.url });
  }

  async function codeSentTo(phone: string): Promise<string> {
    const messages = await bureau.services.notifications.messages.latest({ phone });
    return messages.find(({ code }) => code !== undefined)?.code ?? '';
  }
});

async function send(page: Page): Promise<void> {
  await page.locator('main form button[type=submit]').first().click();
}
