import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { type PageOptions, useBrowser } from '../support/browser.js';
import { MONDAY_MORNING, useBureau } from '../support/bureau.js';
import { generateCouple } from '../support/people.js';
import { useServer } from '../support/server.js';
import { type Role } from '../../src/features/staff/index.js';
import { expectWell } from './support/expect-well.js';
import { enterAs } from './support/staff-door.js';

const MORNING = '2026-11-09T08:50:00+08:00';
const BROWSERS: (PageOptions & { name: string })[] = [
  { name: 'a narrow screen in Chinese', width: 390, language: 'zh-CN' },
  { name: 'a desktop in English', width: 1280, language: 'en' },
  { name: 'a desktop without script', width: 1280, language: 'zh-CN', javaScript: false },
];

describe('a day at the desk', function () {
  this.timeout(90_000);
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '1000/1h' } });
  const server = useServer(bureau);
  const browsers = useBrowser();
  let seed = 0;

  before('places', () => bureau.setCapacity(30));

  for (const { name, ...options } of BROWSERS)
    it(`goes from the scan at the door to the certificate, on ${name}`, async () => {
      seed += 1;
      bureau.setTime(MONDAY_MORNING);
      const { reference } = await bureau.bookCouple(seed);
      bureau.setTime(MORNING);
      const numbers = generateCouple({ seed }).map(({ document }) => document.number);
      const pass = await bureau.services.passes.sign({
        kind: 'appointment',
        reference,
        hall: 'futian',
        date: '2026-11-09',
      });

      const reception = await enter('receptionist', options);
      const wall = await enter('receptionist', { ...options, width: 1280, height: 720 });
      const window = await enter('registrar', options);
      await wall.goto(`${server.url}/staff/desk/display`);
      await expectWell(wall);

      await reception.goto(`${server.url}/staff/desk`);
      await expectWell(reception);
      await reception.fill('#q', pass);
      await reception.press('#q', 'Enter');
      await reception.waitForURL(`**/appointments/${reference}`);
      await expectWell(reception);
      await reception.locator('a[href$="/record"]').click();
      await expectWell(reception);
      await reception.fill('#reason', '核对到场证件');
      await reception.locator('main form button[type=submit]').click();
      await reception.locator('main table').waitFor();
      await expectWell(reception);
      expect(await reception.locator('main').innerText()).to.include(numbers[0]);
      await reception.locator('.back-link').click();
      await reception.waitForURL(`**/appointments/${reference}`);
      for (const [index, number] of numbers.entries()) await reception.fill(`#number-${index}`, number);
      await reception.locator('label[for=present]').click();
      await reception.locator('form[action$="/check-in"] button').click();
      await reception.waitForURL('**/tickets/*');
      await expectWell(reception);
      const number = await reception.locator('.desk-ticket__number').innerText();
      await reception.locator('a[href$="/slip"]').click();
      await reception.waitForURL('**/slip');
      await expectWell(reception);

      await window.goto(`${server.url}/staff/desk/windows`);
      await expectWell(window);
      await window.locator('a[href$="/windows/1"]').click();
      await expectWell(window);
      await window.locator('form[action$="/call"] button').click();
      await window.locator('.desk-current__number').waitFor();
      expect(await window.locator('.desk-current__number').innerText()).to.equal(number);
      await expectWell(window);

      if (options.javaScript === false) await wall.reload();
      await wall.locator('.desk-display__window--called .desk-display__number', { hasText: number }).waitFor();
      await expectWell(wall);

      await window.locator('form[action$="/serve"] button').click();
      await window.locator('#outcome').waitFor();
      await expectWell(window);
      await window.locator('label[for=outcome-registered]').click();
      await window.fill('#certificateSerial', `J440304-2026-00000${seed}`);
      await window.locator('form[action$="/finish"] button').click();
      await window.locator('.desk-call').waitFor();
      await expectWell(window);
      const record = await bureau.services.serving.find(reference, 'futian');
      expect(record).to.include({ state: 'completed', certificateSerial: `J440304-2026-00000${seed}` });

      if (options.javaScript === false) await wall.reload();
      await wall.locator('.desk-display__window--called').waitFor({ state: 'detached' });
    });

  for (const { name, ...options } of BROWSERS)
    it(`takes in a couple without an appointment and one at the ticket machine, on ${name}`, async () => {
      seed += 1;
      bureau.setTime(MORNING);
      const reception = await enter('receptionist', options);
      await reception.goto(`${server.url}/staff/desk/walk-in`);
      await expectWell(reception);
      await reception.locator('main form button[type=submit]').last().click();
      await reception.locator('.error-summary').waitFor();
      await expectWell(reception);
      await walkIn(reception, seed);
      await reception.waitForURL('**/tickets/*');

      seed += 1;
      bureau.setTime(MONDAY_MORNING);
      const { reference } = await bureau.bookCouple(seed);
      bureau.setTime(MORNING);
      await reception.goto(`${server.url}/staff/desk/kiosk`);
      await expectWell(reception);
      await reception.fill('#code', reference);
      for (const [index, { document }] of generateCouple({ seed }).entries())
        await reception.fill(`#last-four-${index}`, document.number.slice(-4));
      await reception.locator('main form button[type=submit]').click();
      await reception.waitForURL('**/kiosk/*');
      await expectWell(reception);
      expect(await reception.locator('.desk-ticket__number').innerText()).to.match(/^M\d{3}$/);
      await reception.goto(`${server.url}/staff/desk`);
      await expectWell(reception);
    });

  it('calls aloud in Chinese on the wall, and comes back by itself when the network was away', async () => {
    seed += 1;
    bureau.setTime('2026-11-09T08:55:00+08:00');
    const wall = await enter('receptionist', { width: 1280, height: 720 });
    await wall.addInitScript(
      `globalThis.said = []; SpeechSynthesis.prototype.speak = (call) => said.push(call.lang + ' ' + call.text);`,
    );
    await wall.goto(`${server.url}/staff/desk/display`);
    const reception = await enter('receptionist', { width: 1280 });
    await reception.goto(`${server.url}/staff/desk/walk-in`);
    await walkIn(reception, seed);
    await reception.waitForURL('**/tickets/*');
    const window = await enter('registrar', { width: 1280 });
    await window.goto(`${server.url}/staff/desk/windows/2`);
    await window.locator('form[action$="/call"] button').click();
    await wall.locator('.desk-display__window--called').waitFor({ timeout: 10_000 });
    const said = await wall.evaluate<string[]>('said');
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/^zh-CN 请M [零幺二三四五六七八九]{3}号到2号窗口$/);

    await wall.context().setOffline(true);
    await wall.locator('[data-lost]').waitFor({ timeout: 30_000 });
    await wall.context().setOffline(false);
    await wall.locator('[data-lost]').waitFor({ state: 'hidden', timeout: 30_000 });
    await window.locator('form[action$="/recall"] button').click();
    for (let turn = 0; turn < 40 && (await wall.evaluate<number>('said.length')) < 2; turn += 1)
      await wall.waitForTimeout(500);
    expect(await wall.evaluate<string[]>('said')).to.have.length(2);
    expect(await wall.locator('.desk-display__window--called').count()).to.equal(1);
  });

  it('shows on the board what others do, without anybody pressing a key', async () => {
    seed += 1;
    bureau.setTime('2026-11-09T08:58:00+08:00');
    const board = await enter('hall-manager', { width: 1280 });
    await board.goto(`${server.url}/staff/desk`);
    const waiting = board.locator('.desk-counts__item--waiting dd');
    const before = Number(await waiting.innerText());
    const reception = await enter('receptionist', { width: 1280, javaScript: false });
    await reception.goto(`${server.url}/staff/desk/walk-in`);
    await walkIn(reception, seed);
    await reception.waitForURL('**/tickets/*');
    await board.locator('.desk-counts__item--waiting dd', { hasText: String(before + 1) }).waitFor({ timeout: 10_000 });
    expect(Number(await waiting.innerText())).to.equal(before + 1);
  });

  async function enter(role: Role, options: PageOptions): Promise<Page> {
    const page = await browsers.openPage(options);
    return enterAs(role, { bureau, page, url: server.url });
  }

  async function walkIn(page: Page, who: number): Promise<void> {
    await page.selectOption('#business', 'marriage');
    for (const [index, { name, document }] of generateCouple({ seed: who }).entries()) {
      const seat = index === 0 ? 'first' : 'second';
      await page.fill(`#${seat}-name`, name);
      await page.fill(`#${seat}-number`, document.number);
    }
    await page.fill('#phone', generateCouple({ seed: who })[0].phone);
    await page.locator('label[for=consent]').click();
    await page.locator('main form button[type=submit]').last().click();
  }
});
