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
const TODAY = '2026-11-03T10:00:00+08:00';
const TOMORROW = '2026-11-04';

describe('a manager at work', function () {
  this.timeout(120_000);
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '1000/1h' } });
  const server = useServer(bureau);
  const browsers = useBrowser();
  let seed = 9700;

  for (const { name, ...options } of BROWSERS)
    it(`closes tomorrow afternoon, everyone affected is told, and opens it again, on ${name}`, async () => {
      bureau.setTime('2026-11-02T09:00:00+08:00');
      const [moving, told] = [await book('14:00'), await book('15:30')];
      bureau.setTime(TODAY);
      const page = await enter('hall-manager', options);
      await visit(page, '/staff/hall');
      await page.locator(`main a[href="/staff/hall/closures"]`).first().click();
      await page.waitForURL('**/staff/hall/closures');
      await expectWell(page);

      await page.locator('a[href*="part=afternoon"]').click();
      await page.waitForURL('**part=afternoon');
      expect(await page.inputValue('#from')).to.equal(TOMORROW);
      await page.locator('main form button[type=submit]').click();
      await page.locator('.error-summary').waitFor();
      await expectWell(page);
      await page.fill('#reason', '停电检修');
      await page.locator('main form button[type=submit]').click();
      await page.waitForURL('**/closures/preview?*');
      await expectWell(page);
      await page.locator(`input[name="move.${moving}"][value="${TOMORROW}T11:30"]`).check({ force: true });
      await page.locator('main form button[type=submit]').click();
      await page.locator('.error-summary').waitFor();
      expect(await page.locator(`input[name="move.${moving}"]:checked`).inputValue()).to.equal(`${TOMORROW}T11:30`);
      await page.fill('#reason', '供电局通知');
      await page.locator('main form button[type=submit]').click();
      await page.waitForURL('**/staff/hall/changes/*');
      await expectWell(page);
      expect(await page.locator('main').innerText()).to.contain(told);
      expect(await latestMessage(moving)).to.equal('appointment-moved');
      expect(await latestMessage(told)).to.equal('day-closed');

      await page.locator('a[href="/staff/hall/couples"]').click();
      await page.waitForURL('**/couples');
      await expectWell(page);
      await visit(page, '/staff/hall/closures');
      await page.locator('a[href*="reopen="]').first().click();
      await page.waitForURL('**reopen=*');
      await expectWell(page);
      await page.fill('#reason', '恢复供电');
      await page.locator('main form button[type=submit]').click();
      await page.waitForURL('**/staff/hall/changes/*');
      expect(await latestMessage(told)).to.equal('day-reopened');
    });

  it('sees every page of the hall, well formed in both languages and narrow', async () => {
    bureau.setTime(TODAY);
    for (const options of [{ width: 320 }, { width: 1280, language: 'en' as const }]) {
      const page = await enter('hall-manager', options);
      await visit(page, '/staff/hall/opening');
      await visit(page, '/staff/hall/opening/preview?d1.0.from=09:00&d1.0.to=11:00');
      await visit(page, '/staff/hall/exceptions');
      await visit(page, '/staff/hall/services/marriage');
      await visit(page, '/staff/hall/policies');
      await visit(page, '/staff/hall/use?month=2026-11&day=2026-11-04');
      await visit(page, '/staff/hall/feeds');
      await page.locator('main form button').first().click();
      await page.locator('.feed-address').waitFor();
      await expectWell(page);
    }
  });

  it('leaves the public holidays to the administrator, who pastes the notice and sees what it moves', async () => {
    bureau.setTime(TODAY);
    const page = await enter('system-administrator', { width: 390 });
    await visit(page, '/staff/calendar');
    await page.fill('#year', '2026');
    await page.fill('#source', '国办发明电〔2025〕7号');
    await page.fill('#notice', '一、元旦：1月1日至3日放假调休，共4天。');
    await page.locator('main form button[type=submit]').click();
    await page.locator('.error-summary').waitFor();
    await expectWell(page);
    expect(await page.inputValue('#notice')).to.contain('元旦');
    await page.fill('#notice', NOTICE);
    await page.locator('main form button[type=submit]').click();
    await page.locator('form[action="/staff/calendar"]').waitFor();
    await expectWell(page);
    await page.locator('form[action="/staff/calendar"] button').click();
    await page.waitForURL('**imported=2026');
    await expectWell(page);
  });

  async function book(start: string): Promise<string> {
    return (await bureau.bookCouple((seed += 1), { date: TOMORROW, start })).reference;
  }

  async function latestMessage(reference: string): Promise<string | undefined> {
    const record = await bureau.services.models.appointments.findOne({ reference }).lean();
    const [latest] = await bureau.services.models.messages
      .find({ subject: record?._id, state: 'sent' })
      .sort({ at: -1 })
      .limit(1)
      .lean();
    return latest?.kind;
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

const NOTICE = `一、元旦：1月1日至3日放假调休，共3天。1月4日上班。
二、春节：2月15日至23日放假调休，共9天。2月14日、2月28日上班。
三、清明节：4月4日至6日放假，共3天。
四、劳动节：5月1日至5日放假调休，共5天。5月9日上班。
五、端午节：6月19日至21日放假，共3天。
六、中秋节：9月25日至27日放假，共3天。
七、国庆节：10月1日至7日放假调休，共7天。9月20日、10月10日上班。`;
