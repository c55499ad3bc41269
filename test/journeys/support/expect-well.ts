import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../../support/browser.js';

/** Accessible, and nothing needs sideways scrolling but a table of its own. */
export async function expectWell(page: Page): Promise<void> {
  await expectAccessible(page);
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(overflow, `${page.url()} is wider than the screen`).to.be.at.most(0);
}
