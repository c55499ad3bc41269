import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { ROLE_NAMES } from '../../src/features/staff/index.js';
import { DEMO_PASSWORD, insertDemoStaff } from '../../scripts/lib/demo-staff.js';
import { authenticatorOf } from '../support/authenticator.js';
import { type PageOptions, useBrowser } from '../support/browser.js';
import { MONDAY_MORNING, useBureau } from '../support/bureau.js';
import { useServer } from '../support/server.js';
import { expectWell } from './support/expect-well.js';

const BROWSERS: (PageOptions & { name: string })[] = [
  { name: 'a desktop in Chinese', width: 1280, language: 'zh-CN' },
  { name: 'a narrow phone in English', width: 320, language: 'en' },
  { name: 'a tablet without script', width: 820, language: 'zh-CN', javaScript: false },
];
const PASSWORD = 'orchard bicycle lantern';

describe('the staff', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  const server = useServer(bureau);
  const browsers = useBrowser();
  let made = 0;

  before(() => insertDemoStaff(bureau.services, 'futian', bureau.clock.now()));
  beforeEach(() => bureau.setTime(MONDAY_MORNING));

  for (const { name, ...browser } of BROWSERS)
    describe(`on ${name}`, () => {
      it('sign in the first time, set up an authenticator and come back with its number', async () => {
        const { page, username } = await arriveNew(browser);
        await page.goto(`${server.url}/staff/account`);
        await expectWell(page);
        await page.locator('#current-begin').fill(PASSWORD);
        await page.locator('form[action$="/authenticator/begin"] button').click();
        await page.waitForURL('**/staff/account/authenticator');
        await expectWell(page);
        const secret = (await page.locator('#secret').innerText()).replace(/\s/g, '');
        await page.locator('#code').fill(await authenticatorOf(bureau, secret).code());
        await page.locator('main form button').click();
        await page.waitForURL('**/staff/account/recovery-codes');
        await expectWell(page);
        expect(await page.locator('.staff-codes li').count()).to.equal(10);
        await page.locator('main form button').click();
        await page.waitForURL('**/staff/account?done=authenticator');
        await expectWell(page);
        await page.locator('.staff-header__leave').click();
        await page.waitForURL('**/staff/sign-in');
        bureau.advance(60_000);
        await fillDoor(page, username, PASSWORD);
        await page.waitForURL('**/staff/sign-in/second-factor');
        await expectWell(page);
        await page.locator('#code').fill('000000');
        await page.locator('main form:visible button').first().click();
        await page.locator('.error-summary').waitFor();
        await expectWell(page);
        await page.locator('#code').fill(await authenticatorOf(bureau, secret).code());
        await page.locator('main form:visible button').first().click();
        await page.waitForURL('**/staff');
      });

      it('are told why a combination of roles is refused, and make an account without it', async () => {
        const page = await arriveAs('system-administrator', browser);
        await page.goto(`${server.url}/staff/people`);
        await expectWell(page);
        await page.goto(`${server.url}/staff/people/new`);
        await expectWell(page);
        made += 1;
        await page.locator('#username').fill(`journey-${made}`);
        await page.locator('#name').fill('路过');
        await page.locator('label:has-text("审计员"), label:has-text("auditor")').first().click();
        await page.locator('summary', { hasText: /福田|Futian/ }).click();
        const registrar = page.locator('input[value="futian:registrar"] + label');
        await registrar.click();
        await page.locator('main form > .actions button').click();
        await page.locator('.error-summary').waitFor();
        await expectWell(page);
        await page.locator('label:has-text("审计员"), label:has-text("auditor")').first().click();
        await page.locator('main form > .actions button').click();
        await page.locator('#given-password').waitFor();
        await expectWell(page);
      });

      it('verify the audit chain on the auditor’s page, and find the entry in which one byte was changed', async () => {
        const page = await arriveAs('security-auditor', browser);
        await page.goto(`${server.url}/staff/audit`);
        await expectWell(page);
        await page.locator('form[action="/staff/audit/verify"] button').click();
        await page.locator('#chain .notice--success').waitFor();
        await expectWell(page);

        const { auditEntries } = bureau.services.models;
        const victim = await auditEntries.findOne().sort({ _id: 1 }).lean();
        const write = (result: string) =>
          auditEntries.collection.updateOne({ _id: victim!._id as never }, { $set: { result } });
        await write(victim!.result.replace(/.$/, '~'));
        await page.locator('form[action="/staff/audit/verify"] button').click();
        await page.locator('#chain .notice--error', { hasText: String(victim!._id) }).waitFor();
        await expectWell(page);
        await write(victim!.result);
      });

      it('come back to what they typed when the session has ended', async () => {
        const page = await arriveAs('system-administrator', browser);
        await page.goto(`${server.url}/staff/people/new`);
        made += 1;
        await page.locator('#username').fill(`late-${made}`);
        await page.locator('#name').fill('迟来');
        bureau.advance(21 * 60_000);
        await page.locator('main form > .actions button').click();
        await page.locator('#password').waitFor();
        await expectWell(page);
        await fillDoor(page, 'system-administrator', DEMO_PASSWORD);
        await page.waitForURL('**/staff/kept-form');
        await expectWell(page);
        await page.locator('form[action="/staff/people"] button').click();
        await page.locator('.error-summary').waitFor();
        expect(await page.locator('#username').inputValue()).to.equal(`late-${made}`);
      });
    });

  for (const role of ROLE_NAMES)
    it(`have a home page that says what a ${role} can do`, async () => {
      const page = await arriveAs(role, { width: 390, language: 'zh-CN' });
      await expectWell(page);
      expect(await page.locator('main li').count()).to.be.above(0);
    });

  it('use a passkey in place of the number', async () => {
    const origin = server.url.replace('127.0.0.1', 'localhost');
    bureau.config.http.publicUrl = origin;
    const { page, username } = await arriveNew({ width: 1280, language: 'zh-CN' }, origin);
    const devices = await page.context().newCDPSession(page);
    await devices.send('WebAuthn.enable');
    await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(`${origin}/staff/account`);
    await page.locator('#current-begin').fill(PASSWORD);
    await page.locator('form[action$="/authenticator/begin"] button').click();
    const secret = (await page.locator('#secret').innerText()).replace(/\s/g, '');
    await page.locator('#code').fill(await authenticatorOf(bureau, secret).code());
    await page.locator('main form button').click();
    await page.locator('main form button').click();
    await page.locator('#passkey-name').fill('测试钥匙');
    await page.locator('#current-passkey').fill('not the password');
    await page.locator('form[data-passkey] button').click();
    await page.locator('[data-passkey-status]:not(:empty)').waitFor();
    await page.locator('#current-passkey').fill(PASSWORD);
    await page.locator('form[data-passkey] button').click();
    await page.waitForURL('**/staff/account?done=passkey');
    await expectWell(page);
    for (let visits = 0; visits < 2; visits += 1) {
      await page.locator('.staff-header__leave').click();
      await fillDoor(page, username, PASSWORD);
      await page.waitForURL('**/staff/sign-in/second-factor');
      await expectWell(page);
      await page.locator('form[data-passkey] button').click();
      await page.waitForURL('**/staff');
    }
    await page.goto(`${origin}/staff/account`);
    await page.locator('#passkeys summary').click();
    await page.locator('#current-passkey-1').fill(PASSWORD);
    await page.locator('form[action$="/passkeys/remove"] button').click();
    await page.waitForURL('**/staff/account?done=passkey-removed');
    const account = await bureau.services.models.staffAccounts.findOne({ username }).lean();
    expect(account?.passkeys).to.deep.equal([]);
  });

  async function arriveNew(browser: PageOptions, origin = server.url): Promise<{ page: Page; username: string }> {
    made += 1;
    const username = `newcomer-${made}`;
    const { password } = await bureau.services.staff.accounts.create(
      { username, name: '新来的人', assignments: [{ hall: 'futian', roles: ['registrar'] }] },
      { actor: 'os:test', now: bureau.clock.now() },
    );
    const page = await browsers.openPage(browser);
    await page.goto(`${origin}/staff`);
    await expectWell(page);
    await fillDoor(page, username, password);
    await page.waitForURL('**/staff/sign-in/new-password');
    await expectWell(page);
    await page.locator('#password').fill(PASSWORD);
    await page.locator('#repeated').fill(PASSWORD);
    await page.locator('main form button').click();
    await page.waitForURL('**/staff');
    await expectWell(page);
    return { page, username };
  }

  async function arriveAs(username: string, browser: PageOptions): Promise<Page> {
    const page = await browsers.openPage(browser);
    await page.goto(`${server.url}/staff/sign-in`);
    await fillDoor(page, username, DEMO_PASSWORD);
    await page.waitForURL('**/staff');
    return page;
  }

  async function fillDoor(page: Page, username: string, password: string): Promise<void> {
    await page.locator('#username').fill(username);
    await page.locator('#password').fill(password);
    await page.locator('main form button').first().click();
  }
});
