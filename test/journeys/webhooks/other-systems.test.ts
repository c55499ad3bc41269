import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { type PageOptions, useBrowser } from '../../support/browser.js';
import { useBureau } from '../../support/bureau.js';
import { useServer } from '../../support/server.js';
import { WebhookReceiver } from '../../support/stand-ins/webhook-receiver.js';
import { drain, sendForReal } from '../../integration/webhooks/support/deliveries.js';
import { expectWell } from '../support/expect-well.js';
import { enterAs } from '../support/staff-door.js';

const BROWSERS: (PageOptions & { name: string })[] = [
  { name: 'a narrow phone in Chinese', width: 320, language: 'zh-CN' },
  { name: 'a desktop in English', width: 1280, language: 'en' },
  { name: 'a phone without script', width: 390, language: 'zh-CN', javaScript: false },
];

describe('telling other systems', function () {
  this.timeout(120_000);
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '1000/1h' } });
  const server = useServer(bureau);
  const browsers = useBrowser();
  let receiver: WebhookReceiver;
  let seed = 0;

  before(() => sendForReal(bureau));
  beforeEach(async () => {
    receiver = await WebhookReceiver.start({ secret: '', now: () => bureau.clock.now() });
  });
  afterEach(() => receiver.close());

  for (const { name, ...options } of BROWSERS) {
    it(`connects a receiver, sees what it did not take and sends it again, on ${name}`, async () => {
      const page = await enterAs('system-administrator', {
        bureau,
        page: await browsers.openPage(options),
        url: server.url,
      });
      await visit(page, '/staff/webhooks');
      await page.locator('main a[href="/staff/webhooks/new"]').click();
      await page.waitForURL('**/webhooks/new');
      await expectWell(page);
      await press(page, 'form');
      await page.locator('.error-summary').waitFor();
      await expectWell(page);
      await page.fill('#url', receiver.url);
      await page.fill('#description', '区政务数据平台');
      await press(page, 'form');
      receiver.secret = (await page.locator('#webhook-secret').textContent()) ?? '';
      await expectWell(page);
      await page.locator('main .actions a').click();
      await page.waitForURL(/\/webhooks\/[0-9a-f]{24}$/);
      await expectWell(page);
      const path = new URL(page.url()).pathname;

      await press(page, 'form[action$="/test"]');
      await page.locator('.notice--success[role=status]').waitFor();
      await expectWell(page);
      receiver.says = { status: 410 };
      bureau.advance(60_000);
      await bureau.bookCouple((seed += 1));
      await drain(bureau);
      await visit(page, path);
      await page.locator('#deliveries tbody th a').first().click();
      await page.waitForURL('**/deliveries/**');
      await expectWell(page);

      delete receiver.says;
      await visit(page, `${path}/replay`);
      await press(page, 'form[method=post]');
      await page.waitForURL('**done=replayed**');
      await drain(bureau);
      await page.locator('#deliveries tbody th a').first().click();
      await page.locator('.webhook-body').waitFor();
      await expectWell(page);
      expect(receiver.taken.size).to.equal(2);

      await visit(page, path);
      await press(page, 'form[action$="/pause"]');
      await page.waitForURL('**done=paused');
      await expectWell(page);
      await page.locator('summary').click();
      await press(page, 'form[action$="/secret"]');
      await page.locator('#webhook-secret').waitFor();
      await expectWell(page);
      await visit(page, `${path}/edit`);
      await visit(page, `${path}/remove`);
      await press(page, 'form');
      await page.waitForURL('**done=removed');
      await expectWell(page);
    });
  }

  async function press(page: Page, form: string): Promise<void> {
    await page.locator(`main ${form} button[type=submit]`).last().click();
  }

  async function visit(page: Page, path: string): Promise<void> {
    await page.goto(server.url + path);
    await expectWell(page);
  }
});
