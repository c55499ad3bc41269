import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Role } from '../../src/features/staff/index.js';
import { type PageOptions, useBrowser } from '../support/browser.js';
import { useBureau } from '../support/bureau.js';
import { useServer } from '../support/server.js';
import { expectWell } from './support/expect-well.js';
import { enterAs } from './support/staff-door.js';

const BROWSERS: (PageOptions & { name: string })[] = [
  { name: 'a narrow phone in Chinese', width: 320, language: 'zh-CN' },
  { name: 'a desktop in English', width: 1280, language: 'en' },
  { name: 'a phone without script', width: 390, language: 'zh-CN', javaScript: false },
];
const LIST = '/staff/hall/messages';
const CHINESE = '恭喜！{{date}} {{start}} 请到{{hall}}，编号 {{reference}}。查看：{{link}}';

describe('a manager wording what the hall sends', function () {
  this.timeout(120_000);
  const bureau = useBureau();
  const server = useServer(bureau);
  const browsers = useBrowser();

  for (const { name, javaScript = true, ...options } of BROWSERS)
    it(`words a message, previews it, puts it in force and goes back, on ${name}`, async () => {
      await bureau.services.models.messageTexts.deleteMany({});
      const page = await enter('hall-manager', { ...options, javaScript });
      await visit(page, LIST);
      await page.locator(`a[href="${LIST}/appointment-confirmed/warm"]`).click();
      await page.waitForURL('**/appointment-confirmed/warm');
      await expectWell(page);

      await page.fill('#chinese', `${CHINESE}{{hal}}`);
      if (javaScript) await page.locator('#chinese-bubble', { hasText: '恭喜！' }).waitFor();
      await submit(page);
      await page.locator('.error-summary').waitFor();
      await expectWell(page);
      expect(await page.inputValue('#chinese')).to.equal(`${CHINESE}{{hal}}`);

      await page.fill('#chinese', CHINESE);
      await submit(page);
      await page.waitForURL('**/preview');
      await page.locator('.text-diff').first().waitFor();
      await expectWell(page);
      expect(await page.locator('.sms__bubble').first().innerText()).to.match(/^【喜约】恭喜！/);
      await page.locator('button[value=in-force]').click();
      await page.locator('.error-summary').waitFor();
      await expectWell(page);
      await page.fill('#note', '更亲切');
      await page.locator('button[value=in-force]').click();
      await page.waitForURL('**/versions/1?saved=1');
      await expectWell(page);

      await page.fill('#codeChinese', 'SMS_1');
      await page.locator('form[action$="/carrier-codes"] button').click();
      await page.waitForURL('**/versions/1#carrier');
      expect(await page.inputValue('#codeChinese')).to.equal('SMS_1');

      await visit(page, `${LIST}/appointment-confirmed/warm`);
      await page.locator('details.disclosure summary').click();
      await expectWell(page);
      await page.locator('form[action$="/standard"] button').click();
      await page.waitForURL('**/versions/2?saved=1');
      await expectWell(page);
      await visit(page, `${LIST}/appointment-confirmed/warm/versions/1`);
      await page.locator('a[href$="?from=1"]').click();
      await page.waitForURL('**?from=1');
      expect(await page.inputValue('#chinese')).to.equal(CHINESE);
      await expectWell(page);
    });

  it('counts and shows while they type, and says when it is too long', async () => {
    const page = await enter('hall-manager', { width: 1280 });
    await visit(page, `${LIST}/appointment-confirmed/warm`);
    await page.fill('#chinese', '{{date}}');
    await page.locator('#chinese-bubble', { hasText: /^【喜约】\d+月\d+日/ }).waitFor();
    expect(await page.locator('#chinese-meter').innerText()).to.match(/分 1 条发送/);
    await page.fill('#chinese', '喜'.repeat(400));
    await page.locator('#chinese-meter.text-meter--over').waitFor();
    expect(await page.locator('#chinese-meter').innerText()).to.equal('404 字，分 7 条发送（最多 5 条）');
    await expectWell(page);
  });

  it('sees what somebody else wrote meanwhile beside their own', async () => {
    await bureau.services.models.messageTexts.deleteMany({});
    const [one, two] = [await enter('hall-manager', { width: 320 }), await enter('hall-manager', { width: 320 })];
    for (const page of [one, two]) {
      await visit(page, `${LIST}/appointment-confirmed/warm`);
      await page.fill('#chinese', `${CHINESE}${page === one ? '先' : '后'}`);
      await submit(page);
      await page.waitForURL('**/preview');
      await page.fill('#note', '更亲切');
    }
    await one.locator('button[value=in-force]').click();
    await one.waitForURL('**saved=1');
    await two.locator('button[value=in-force]').click();
    await two.locator('#theirs').waitFor();
    await expectWell(two);
    expect(await two.inputValue('#chinese')).to.equal(`${CHINESE}后`);
    await submit(two);
    await two.waitForURL('**/preview');
    await two.fill('#note', '合并');
    await two.locator('button[value=in-force]').click();
    await two.waitForURL('**/versions/2?saved=1');
  });

  it('leaves the bureau’s own words to the administrator', async () => {
    const page = await enter('system-administrator', { width: 390 });
    await visit(page, '/staff/message-texts');
    await visit(page, '/staff/message-texts/verification-code/plain');
    await submit(page);
    await page.waitForURL('**/preview');
    await expectWell(page);
  });

  function submit(page: Page): Promise<void> {
    return page.locator('form[action$="/preview"] button[type=submit]').click();
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
