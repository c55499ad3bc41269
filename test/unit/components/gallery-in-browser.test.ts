import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import { createGalleryRouter } from '../../../src/features/gallery/index.js';
import { pagePreferences } from '../../../src/features/preferences/index.js';
import { accompanyRequests } from '../../../src/http/accompany-requests.js';
import { localize } from '../../../src/infrastructure/i18n.js';
import { expectAccessible, useBrowser } from '../../support/browser.js';
import { createViews, type Views } from './support/views.js';

const STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'";

const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

describe('GET /dev/components in a browser', function () {
  this.timeout(60_000);
  const browser = useBrowser();
  let views: Views;
  let server: Server;
  let gallery: string;

  before(async () => {
    views = await createViews();
    const app = express();
    views.engine.attach(app);
    app.use((_req, res, next) => {
      res.setHeader('content-security-policy', STRICT);
      next();
    });
    app.use(views.assets.serve, accompanyRequests(localize(views.i18n)), pagePreferences, createGalleryRouter());
    server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    gallery = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dev/components`;
  });

  after(async () => {
    server.close();
    await views.remove();
  });

  for (const [width, language, tone] of [
    [390, 'zh-CN', 'warm'],
    [1280, 'en', 'calm'],
  ] as const) {
    it(`passes axe at ${width} px in ${language}, ${tone}, with nothing blocked by the strict policy`, async () => {
      const page = await browser.openPage({ width, language });
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`${gallery}?tone=${tone}`);
      await expectAccessible(page);
      expect(complaints).to.deep.equal([]);
    });
  }

  it('fits 320 px, also with large text', async () => {
    const page = await browser.openPage({ width: 320 });
    for (const size of ['normal', 'large']) {
      await page.context().addCookies([{ name: 'text-size', value: size, url: gallery }]);
      await page.goto(gallery);
      const overflow = await page.evaluate<number>(OVERFLOW);
      expect(overflow, size).to.equal(0);
    }
  });

  it('gives every control at least 44 px to touch', async () => {
    const page = await browser.openPage();
    await page.goto(gallery);
    const small = await page
      .locator(
        '.button, .input__control, .switch__button, .calendar__turn, .time__face, .choice, .pagination a, a.day__face',
      )
      .evaluateAll((elements) =>
        elements
          .map((element) => ({ name: element.className, ...element.getBoundingClientRect().toJSON() }))
          .filter(({ height }) => height > 0 && height < 44),
      );
    expect(small).to.deep.equal([]);
  });

  it('counts down by the server clock and says when the place is gone', async () => {
    const page = await browser.openPage();
    await page.clock.install({ time: new Date('2030-01-01T00:00:00Z') });
    await page.goto(`${gallery}/countdown`);
    const [running, over] = [page.locator('[data-countdown]').first(), page.locator('[data-countdown]').last()];
    expect(await running.locator('[data-countdown-clock]').textContent()).to.match(/^9:1\d$/);
    expect(await over.locator('[data-countdown-expired]').isVisible()).to.equal(true);
    await page.clock.fastForward('09:20');
    expect(await running.locator('[data-countdown-expired]').isVisible()).to.equal(true);
    expect(await running.locator('[data-countdown-running]').isVisible()).to.equal(false);
  });

  it('filters a long select by pinyin with the keyboard alone, and keeps its value in the form', async () => {
    const page = await browser.openPage();
    await page.goto(`${gallery}/select`);
    const box = page.getByRole('combobox', { name: '户口所在城市' });
    expect(await box.inputValue()).to.equal('深圳市');
    await box.fill('yichang');
    await box.press('ArrowDown');
    await box.press('Enter');
    expect(await box.inputValue()).to.equal('宜昌市');
    expect(await page.locator('select[name=city]').inputValue()).to.equal('4205');
    await box.fill('火星');
    await box.press('Escape');
    expect(await box.inputValue()).to.equal('宜昌市');
    await expectAccessible(page);
  });

  it('sends a form once however often its button is pressed', async () => {
    const page = await browser.openPage();
    await page.goto(gallery);
    let sent = 0;
    await page.route('**/language', (route) => {
      sent += 1;
      return route.fulfill({ status: 204 });
    });
    const button = page.locator('header [name=language]');
    const answered = page.waitForResponse('**/language');
    await button.click({ clickCount: 3, noWaitAfter: true });
    await answered;
    expect(await button.getAttribute('aria-disabled')).to.equal('true');
    expect(sent).to.equal(1);
  });

  it('shows the kept-until time and the native select without script', async () => {
    const page = await browser.openPage({ javaScript: false });
    await page.goto(`${gallery}/countdown`);
    expect(await page.locator('[data-countdown]').first().textContent()).to.include('10:32');
    await page.goto(`${gallery}/select`);
    expect(await page.locator('select[name=city]').isVisible()).to.equal(true);
  });
});
