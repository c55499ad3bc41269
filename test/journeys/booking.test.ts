import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { type PageOptions, useBrowser } from '../support/browser.js';
import { BOOKABLE_DAY, MONDAY_MORNING, useBureau } from '../support/bureau.js';
import { generateCouple } from '../support/people.js';
import { useServer } from '../support/server.js';
import { BookingWalk } from './support/booking-walk.js';

const BROWSERS: (PageOptions & { name: string })[] = [
  { name: 'a phone in Chinese', width: 390, language: 'zh-CN' },
  { name: 'a desktop in English', width: 1280, language: 'en' },
  { name: 'a narrow phone in English', width: 320, language: 'en' },
  { name: 'a phone without script', width: 390, language: 'zh-CN', javaScript: false },
];
const FROM_ELSEWHERE = { male: { division: '430102' }, female: { division: '440304' } };
const ELEVEN_MINUTES = 11 * 60_000;

describe('booking a registration', function () {
  this.timeout(90_000);
  const bureau = useBureau();
  const server = useServer(bureau);
  const browsers = useBrowser();
  let seed = 700;

  beforeEach(() => bureau.setTime(MONDAY_MORNING));

  async function open(browser: PageOptions): Promise<{ page: Page; walk: BookingWalk }> {
    const page = await browsers.openPage(browser);
    const walk = new BookingWalk(page, { url: server.url, bureau, hasScript: browser.javaScript !== false });
    return { page, walk };
  }

  for (const { name, ...browser } of BROWSERS)
    it(`takes a couple from another province to their appointment on ${name}`, async () => {
      const couple = generateCouple({ seed: (seed += 1), ...FROM_ELSEWHERE });
      const { page, walk } = await open(browser);
      await walk.begin();
      await walk.people(couple);
      expect(await page.locator('.hall').first().innerText()).to.match(/全国通办|Nationwide/);
      await walk.hall();
      await walk.time('09:00');
      expect(await page.locator('[data-countdown]').innerText()).to.contain('09:1');
      await walk.details(couple);
      await walk.phone(couple[0].phone);
      const reference = await walk.confirm();

      const stored = await bureau.services.models.appointments.findOne({ reference }).lean();
      expect(stored).to.include({ hall: 'futian', date: BOOKABLE_DAY, start: '09:00', language: browser.language });
    });

  it('sends a couple with a Hong Kong party to a hall that may register them', async () => {
    const couple = generateCouple({ seed: (seed += 1), male: { type: 'hm-permit' }, female: { division: '440304' } });
    const { page, walk } = await open({ width: 390 });
    await walk.begin();
    await walk.people(couple);
    expect(await page.locator('.hall--cannot').innerText()).to.contain('没有这项权限');
    await walk.hall('nanshan');
    await walk.time('10:00');
    await walk.details(couple);
    await walk.phone(couple[1].phone);
    const reference = await walk.confirm();
    const stored = await bureau.services.models.appointments.findOne({ reference }).lean();
    expect(stored).to.include({ hall: 'nanshan', lane: 'foreign' });
  });

  it('tells a couple whose hold ran out, and goes on with everything they typed', async () => {
    const couple = generateCouple({ seed: (seed += 1), ...FROM_ELSEWHERE });
    const { page, walk } = await open({ width: 390 });
    await walk.begin();
    await walk.people(couple);
    await walk.hall();
    await walk.time('11:00');
    bureau.advance(ELEVEN_MINUTES);
    await walk.details(couple);
    await page.waitForURL('**/time');
    await walk.look();
    expect(await page.locator('#why').innerText()).to.contain('已经到期');
    await page.locator('.nearest button').first().click();
    await walk.phone(couple[0].phone);
    expect(await page.locator('main').innerText()).to.contain(couple[0].name);
    expect(await walk.confirm()).to.match(/^XY-/);
  });

  it('goes back and reloads over a form that was refused, without sending it again', async () => {
    const couple = generateCouple({ seed: (seed += 1), ...FROM_ELSEWHERE });
    const { page, walk } = await open({ width: 390 });
    await walk.begin();
    await walk.people(couple);
    await walk.hall();
    await walk.time('16:00');
    await page.fill('#first-name', couple[0].name);
    await page.locator('main form button[type=submit]').click();
    await page.locator('.error-summary').waitFor();
    await page.reload();
    expect(await page.locator('.error-summary').count()).to.equal(0);
    expect(await page.inputValue('#first-name')).to.equal(couple[0].name);
    await page.locator('main form button[type=submit]').click();
    await page.locator('.error-summary').waitFor();
    await walk.details(couple);
    await page.waitForURL('**/phone');
    await page.goBack();
    expect(await page.inputValue('#second-name')).to.equal(couple[1].name);
  });

  it('shows the end of a hold on the page while they look at it', async () => {
    const couple = generateCouple({ seed: (seed += 1), ...FROM_ELSEWHERE });
    const { page, walk } = await open({ width: 390 });
    await page.clock.install();
    await walk.begin();
    await walk.people(couple);
    await walk.hall();
    await walk.time('11:30');
    expect(await page.locator('[data-countdown-clock]').innerText()).to.match(/^(9:\d\d|10:00)$/);
    await page.clock.fastForward(ELEVEN_MINUTES);
    const over = page.locator('[data-countdown-expired]');
    await over.waitFor();
    expect(await over.innerText()).to.contain('保留时间已到');
    expect(await over.locator('a').getAttribute('href')).to.match(/\/time$/);
  });

  it('offers fresh times when the last place goes while they are looking', async () => {
    await bureau.setCapacity(1, { start: '14:00' });
    const couple = generateCouple({ seed: (seed += 1), ...FROM_ELSEWHERE });
    const { page, walk } = await open({ width: 390 });
    await walk.begin();
    await walk.people(couple);
    await walk.hall();
    await walk.openDay();
    await bureau.services.claims.claim({
      slotId: `futian/${BOOKABLE_DAY}/14:00/marriage/online`,
      holder: 'e'.repeat(24),
      until: null,
      now: bureau.clock.now(),
    });
    await page.locator(`button[name=slot][value="${BOOKABLE_DAY}T14:00"]`).click();
    await page.locator('#why').waitFor();
    await walk.look();
    expect(await page.locator('#why').innerText()).to.contain('刚刚被约走了');
    await page.locator('.nearest button').first().click();
    await page.waitForURL('**/details');
  });

  it('counts down to the next release by the clock of the bureau', async () => {
    const { page, walk } = await open({ width: 390 });
    await page.clock.install();
    await walk.begin();
    await walk.people(generateCouple({ seed: (seed += 1), ...FROM_ELSEWHERE }));
    await walk.hall();
    expect(await page.locator('[data-release-clock]').innerText()).to.match(/^23:2\d:\d\d$/);
    await page.clock.fastForward('23:59:59');
    await page.locator('[data-release-open] a').waitFor();
    expect(await page.locator('[data-release-open]').innerText()).to.contain('已经放号');
  });

  it('goes from the first page to the last by keyboard alone', async () => {
    const couple = generateCouple({ seed: (seed += 1), ...FROM_ELSEWHERE });
    const { page } = await open({ width: 1280 });
    const keys = page.keyboard;
    await page.goto(`${server.url}/book`);
    await tabTo(page, 'button[value=marriage]');
    await keys.press('Enter');
    for (const [seat, city] of [
      ['first', 'changsha'],
      ['second', '深圳'],
    ] as const) {
      await tabTo(page, `#${seat}-household`);
      await keys.type(city);
      await keys.press('ArrowDown');
      await keys.press('Enter');
    }
    await tabTo(page, 'main form button[type=submit]');
    await keys.press('Enter');
    await tabTo(page, 'button[value=futian]');
    await keys.press('Enter');
    await tabTo(page, `.day__face[href*="date=${BOOKABLE_DAY}"]`);
    await keys.press('Enter');
    await page.waitForURL(`**date=${BOOKABLE_DAY}**`);
    await tabTo(page, `button[value="${BOOKABLE_DAY}T15:00"]`);
    await keys.press('Enter');
    for (const [index, seat] of (['first', 'second'] as const).entries()) {
      await tabTo(page, `#${seat}-name`);
      await keys.type(couple[index]!.name);
      await tabTo(page, `#${seat}-number`);
      await keys.type(couple[index]!.document.number);
    }
    await keys.press('Enter');
    await tabTo(page, '#phone');
    await keys.type(couple[0].phone);
    await keys.press('Enter');
    await tabTo(page, '#code');
    const [message] = await bureau.services.notifications.messages.latest({ phone: couple[0].phone, limit: 1 });
    await keys.type(message?.code ?? '');
    await keys.press('Enter');
    await tabTo(page, '#consent');
    await keys.press('Space');
    await tabTo(page, 'form[action$="/check"] button');
    await keys.press('Enter');
    await page.waitForURL('**/manage/XY-*/*');
    expect(await page.locator('h1').count()).to.equal(1);
  });
});

/** Moves the focus as a person does, by pressing Tab until it is there. */
async function tabTo(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().waitFor();
  for (let presses = 0; presses < 120; presses += 1) {
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} cannot be reached by keyboard`);
}
