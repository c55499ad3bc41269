import type { Page } from 'playwright-core';
import { BOOKABLE_DAY, type Bureau } from '../../support/bureau.js';
import type { GeneratedPerson } from '../../support/people.js';
import { expectWell } from './expect-well.js';

type Seat = 'first' | 'second';

/** A couple with a browser in front of them; every page they reach is looked at for accessibility and width. */
export class BookingWalk {
  constructor(
    private readonly page: Page,
    private readonly options: { url: string; bureau: Bureau; hasScript: boolean },
  ) {}

  async begin(business = 'marriage'): Promise<void> {
    await this.page.goto(`${this.options.url}/book`);
    await this.look();
    await this.press(`button[name=business][value=${business}]`, '**/people');
  }

  async people(couple: readonly GeneratedPerson[]): Promise<void> {
    for (const [index, person] of couple.entries()) await this.person(index === 0 ? 'first' : 'second', person);
    await this.press('main form button[type=submit]', '**/hall');
  }

  async hall(hall = 'futian'): Promise<void> {
    await this.press(`button[name=hall][value=${hall}]`, '**/time');
  }

  /** Picks the day in the month, then the time. */
  async time(start: string, date = BOOKABLE_DAY): Promise<void> {
    await this.openDay(date);
    await this.press(`button[name=slot][value="${date}T${start}"]`, '**/details');
  }

  async openDay(date = BOOKABLE_DAY): Promise<void> {
    await this.page.locator(`.day__face[href*="date=${date}"]`).click();
    await this.page.waitForURL(`**date=${date}**`);
    await this.look();
  }

  async details(couple: readonly GeneratedPerson[]): Promise<void> {
    for (const [index, { name, document }] of couple.entries()) {
      const seat = index === 0 ? 'first' : 'second';
      await this.page.fill(`#${seat}-name`, name);
      await this.page.fill(`#${seat}-number`, document.number);
    }
    await this.page.locator('main form button[type=submit]').click();
  }

  async phone(phone: string): Promise<void> {
    await this.page.waitForURL('**/phone');
    await this.look();
    await this.page.fill('#phone', phone);
    await this.page.locator('main form button[type=submit]').click();
    await this.page.locator('#code').waitFor();
    await this.look();
    const [message] = await this.options.bureau.services.notifications.messages.latest({ phone, limit: 1 });
    await this.page.fill('#code', message?.code ?? '');
    await this.press('form[action$="/code"] button', '**/check');
  }

  /** The reference of the appointment whose page they arrive at. */
  async confirm(): Promise<string> {
    await this.page.locator('label[for=consent]').click();
    await this.page.locator('form[action$="/check"] button').click();
    await this.page.waitForURL('**/manage/**');
    return new URL(this.page.url()).pathname.split('/')[2] ?? '';
  }

  /** No page may be wider than the screen, and none may shut anybody out. */
  async look(): Promise<void> {
    await expectWell(this.page);
  }

  private async person(seat: Seat, { document, household }: GeneratedPerson): Promise<void> {
    await this.page.selectOption(`select[name=${seat}-document]`, document.type);
    if (document.country) await this.choose(`${seat}-country`, document.country);
    if (household) await this.choose(`${seat}-household`, cityOf(household.division));
  }

  /** With script the list becomes a box to type in; without it stays the list it is. */
  private async choose(name: string, value: string): Promise<void> {
    if (!this.options.hasScript) {
      await this.page.selectOption(`select[name=${name}]`, value);
      return;
    }
    const text = await this.page.locator(`select[name=${name}] option[value="${value}"]`).textContent();
    await this.page.fill(`#${name}`, text?.trim() ?? '');
    await this.page.press(`#${name}`, 'ArrowDown');
    await this.page.press(`#${name}`, 'Enter');
  }

  private async press(selector: string, arrivesAt: string): Promise<void> {
    await this.page.locator(selector).first().click();
    await this.page.waitForURL(arrivesAt);
    await this.look();
  }
}

/** Households are told to the city; a municipality is its own city. */
function cityOf(division: string): string {
  return /^(11|12|31|50)/.test(division) ? `${division.slice(0, 2)}0000` : `${division.slice(0, 4)}00`;
}
