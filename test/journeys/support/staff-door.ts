import type { Page } from 'playwright-core';
import type { Role } from '../../../src/features/staff/index.js';
import type { Bureau } from '../../support/bureau.js';
import { signIn } from '../../support/staff.js';

/** Makes an account with this role and walks it through the door of the staff, on the page given. */
export async function enterAs(
  role: Role,
  { bureau, page, url }: { bureau: Bureau; page: Page; url: string },
): Promise<Page> {
  const { username, password } = await signIn(bureau, role);
  await page.goto(`${url}/staff/sign-in`);
  await page.fill('#username', username);
  await page.fill('#password', password);
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL(`${url}/staff`);
  return page;
}
