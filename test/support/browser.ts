import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

export const CHROMIUM = '/usr/bin/chromium';

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const FINISH_TRANSITIONS = `document.getAnimations()
  .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
  .forEach((animation) => animation.finish())`;
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface PageOptions {
  width?: number;
  height?: number;
  language?: 'zh-CN' | 'en';
  javaScript?: boolean;
}

const withoutScript = new WeakSet<BrowserContext>();

let launched: Promise<Browser> | undefined;

/** Opens pages for the enclosing suite, closes them after each test, and keeps a picture of each page of a failed one. */
export function useBrowser() {
  const contexts: BrowserContext[] = [];
  before('browser', async function () {
    this.timeout(60_000);
    if (!existsSync(CHROMIUM) && !process.env['XIYUE_REQUIRE_BROWSER']) this.skip();
    await (launched ??= chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS }));
  });
  afterEach('browser', async function () {
    const opened = contexts.splice(0);
    if (this.currentTest?.state === 'failed') await keepPictures(this.currentTest.title, opened);
    await Promise.all(opened.map((context) => context.close()));
  });
  return {
    async openPage({
      width = 390,
      height = 844,
      language = 'zh-CN',
      javaScript = true,
    }: PageOptions = {}): Promise<Page> {
      if (!launched) throw new Error('openPage belongs inside a test');
      const context = await (
        await launched
      ).newContext({
        viewport: { width, height },
        locale: language,
        javaScriptEnabled: javaScript,
        timezoneId: 'Asia/Shanghai',
      });
      contexts.push(context);
      if (!javaScript) withoutScript.add(context);
      return context.newPage();
    },
  };
}

/** Fails with one readable line for each accessibility violation on the page. */
export async function expectAccessible(page: Page, options: RunOptions = {}): Promise<void> {
  const subject = withoutScript.has(page.context()) ? await showWithoutItsScripts(page) : page;
  const results = await runAxe(subject, { runOnly: AXE_TAGS, resultTypes: ['violations'], ...options });
  if (subject !== page) await subject.context().close();
  const lines = results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target.join(' ')} — ${oneLine(failureSummary)}`),
  );
  if (lines.length > 0) throw new Error(`${page.url()} is not accessible:\n${lines.join('\n')}`);
}

// Evaluated through the debugger, so the page's own policy may forbid every foreign script.
async function runAxe(page: Page, options: RunOptions): Promise<AxeResults> {
  // A colour on its way is nobody's to judge: on a busy machine a button still comes from the browser's own grey.
  await page.evaluate(FINISH_TRANSITIONS);
  await page.evaluate(readFileSync(AXE, 'utf8'));
  return page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
}

// axe needs timers, which a page without script has not: the same document is shown where only its scripts are forbidden.
async function showWithoutItsScripts(page: Page): Promise<Page> {
  const browser = page.context().browser();
  const context = await browser!.newContext({ viewport: page.viewportSize() });
  const body = await page.content();
  await context.route(page.url(), (route) =>
    route.fulfill({ body, contentType: 'text/html', headers: { 'content-security-policy': "script-src 'none'" } }),
  );
  const copy = await context.newPage();
  await copy.goto(page.url());
  return copy;
}

async function keepPictures(title: string, contexts: BrowserContext[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'xiyue-failed-'));
  for (const [index, page] of contexts.flatMap((context) => context.pages()).entries()) {
    const file = join(folder, `${title.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}-${index}.png`);
    await page.screenshot({ path: file, fullPage: true });
    process.stderr.write(`screenshot of ${page.url()}: ${file}\n`);
  }
}

function oneLine(text = ''): string {
  return text.replace(/\s+/g, ' ').trim();
}
