import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Role } from '../../../src/features/staff/index.js';
import { type PageOptions, useBrowser } from '../../support/browser.js';
import { useBureau } from '../../support/bureau.js';
import { useServer } from '../../support/server.js';
import { expectWell } from '../support/expect-well.js';
import { enterAs } from '../support/staff-door.js';

const BROWSERS: (PageOptions & { name: string })[] = [
  { name: 'a narrow phone in Chinese', width: 320, language: 'zh-CN' },
  { name: 'a desktop in English', width: 1280, language: 'en' },
  { name: 'a phone without script', width: 390, language: 'zh-CN', javaScript: false },
];
const MINUTE_MS = 60_000;

describe('watching jobs and messages', function () {
  this.timeout(120_000);
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '1000/1h' } });
  const server = useServer(bureau);
  const browsers = useBrowser();
  let seed = 9900;

  before('places', () => bureau.setCapacity(30));

  for (const { name, ...options } of BROWSERS) {
    it(`leads an administrator from what is wrong to the job and has it run, on ${name}`, async () => {
      await work();
      const page = await enter('system-administrator', options);
      await visit(page, '/staff/operations');
      await page.locator('main .notice--warning a').first().click();
      await page.waitForURL('**/staff/operations/jobs/*');
      await expectWell(page);
      await page.locator('main form button').click();
      await page.waitForURL('**/staff/operations?started=*');
      await page.locator('main .notice--success[role=status]').waitFor();
      await expectWell(page);
    });

    it(`lets a manager find what was not sent, try it again and give one up, on ${name}`, async () => {
      const [first] = [await deadLetter('timeout'), await deadLetter('number-unusable'), await deadLetter('timeout')];
      const page = await enter('hall-manager', options);
      await visit(page, '/staff/messages');
      await visit(page, `/staff/messages?about=${first}`);
      expect([await page.locator('main .notice').count(), await page.locator('#found').count()]).to.deep.equal([2, 0]);
      await page.fill('#search', 'XY-0000-0000');
      await page.locator('main form button').click();
      await page.locator('.error-summary').waitFor();
      expect(await page.locator('.empty-state').count()).to.equal(0);
      await expectWell(page);
      await page.fill('#search', first.toLowerCase());
      await page.locator('main form button').click();
      await page.waitForURL('**/staff/messages?about=*');
      expect(await page.locator('main tbody tr').first().textContent()).to.include(first);
      await expectWell(page);
      await page.locator('main tbody th a').first().click();
      await page.waitForURL(/\/staff\/messages\/.+%3A/);
      await page.locator('a.back-link').click();
      await page.waitForURL('**/staff/messages?about=*');
      expect(await page.locator('main tbody tr').first().textContent()).to.include(first);
      await page.locator('main .notice--warning a').click();
      await page.waitForURL('**state=failed');
      await expectWell(page);

      await page.locator('main tbody th a').first().click();
      await page.waitForURL(/\/staff\/messages\/.+%3A/);
      await expectWell(page);
      await page.locator('main form[action*="/give-up"] button').click();
      await page.locator('.error-summary').waitFor();
      await expectWell(page);
      await page.fill('#reason', '已电话告知');
      await page.locator('main form[action*="/give-up"] button').click();
      await page.waitForURL('**done=given-up');
      await expectWell(page);
      await page.locator('a.back-link').click();
      await page.waitForURL('**/staff/messages?state=failed');

      await visit(page, '/staff/messages?state=failed&code=timeout');
      await page.locator('main a[href^="/staff/messages/retry"]').click();
      await page.waitForURL('**/staff/messages/retry?*');
      await expectWell(page);
      await page.locator('main form button').click();
      await page.waitForURL('**/staff/messages?retried=*');
      await expectWell(page);
      await visit(page, '/staff/messages/retry?code=timeout');
      await visit(page, '/staff/messages?state=failed&code=timeout');
      expect(await page.locator('.empty-state').count()).to.equal(1);
      await bureau.services.models.messages.updateMany({ state: 'failed' }, { $set: { state: 'cancelled' } });
    });
  }

  /** A job that fails, one that is late, and one that is done. */
  async function work(): Promise<void> {
    const { jobRuns } = bureau.services;
    const at = bureau.clock.now();
    const run = { startedAt: at, finishedAt: at, durationMs: 420, worker: 'xiyue-worker-7f9c4d-abcde:4711' };
    await jobRuns.note({ _id: 'plan-slots', ...run, outcome: 'failed', error: 'StoreUnavailable' });
    await jobRuns.note({ _id: 'rotate-keys', ...run, outcome: 'done' });
    const jobs = bureau.connection.collection('agendaJobs');
    for (const name of ['plan-slots', 'rotate-keys', 'close-the-day']) {
      const nextRunAt = new Date(Date.now() + (name === 'close-the-day' ? -10 : 10) * MINUTE_MS);
      await jobs.updateOne({ name, type: 'single' }, { $set: { nextRunAt, lockedAt: null } }, { upsert: true });
    }
  }

  /** A couple whose confirmation no channel took. */
  async function deadLetter(code: string): Promise<string> {
    const { reference } = await bureau.bookCouple((seed += 1));
    const { appointments, messages } = bureau.services.models;
    const about = await appointments.findOne({ reference }).lean();
    const at = bureau.clock.now();
    const failed = { state: 'failed' as const, at, attempts: 8, failure: { code, at } };
    await messages.updateOne({ subject: about?._id ?? '', kind: 'appointment-confirmed' }, { $set: failed });
    return reference;
  }

  async function enter(role: Role, options: PageOptions): Promise<Page> {
    const page = await browsers.openPage(options);
    return enterAs(role, { bureau, page, url: server.url });
  }

  async function visit(page: Page, path: string): Promise<void> {
    await page.goto(server.url + path);
    await expectWell(page);
  }
});
