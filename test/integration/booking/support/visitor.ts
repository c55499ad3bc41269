import { type CheerioAPI, load } from 'cheerio';
import supertest from 'supertest';
import { BOOKABLE_DAY, type Bureau } from '../../../support/bureau.js';
import type { GeneratedPerson } from '../../../support/people.js';

export interface Shown {
  status: number;
  location: string;
  $: CheerioAPI;
  /** The text of the page's main part, spaces folded. */
  text: string;
}

type Fields = Record<string, string>;

/** A browser without script: cookies, forms with their hidden fields, redirects followed only when asked. */
export class Visitor {
  private readonly agent: ReturnType<typeof supertest.agent>;
  private csrf = '';
  /** The draft begun last. */
  draft = '';

  constructor(
    private readonly bureau: Bureau,
    private readonly language = 'zh-CN',
  ) {
    this.agent = supertest.agent(bureau.app);
  }

  async get(path: string): Promise<Shown> {
    return this.read(await this.agent.get(path).set('Accept-Language', this.language));
  }

  async post(path: string, fields: Fields): Promise<Shown> {
    const sent = this.agent.post(path).set('Accept-Language', this.language).type('form');
    return this.read(await sent.send({ _csrf: this.csrf, ...fields }));
  }

  step(name: string): string {
    return `/book/${this.draft}/${name}`;
  }

  async begin(business = 'marriage'): Promise<Shown> {
    await this.get('/book');
    const shown = await this.post('/book', { business });
    this.draft = shown.location.split('/')[2] ?? '';
    return shown;
  }

  people(couple: readonly GeneratedPerson[], more: Fields = {}): Promise<Shown> {
    const [first, second] = couple;
    return this.post(this.step('people'), {
      ...personFields('first', first),
      ...personFields('second', second),
      ...more,
    });
  }

  hall(hall = 'futian'): Promise<Shown> {
    return this.post(this.step('hall'), { hall });
  }

  time(start = '09:00', date = BOOKABLE_DAY): Promise<Shown> {
    return this.post(this.step('time'), { slot: `${date}T${start}` });
  }

  details(couple: readonly GeneratedPerson[], more: Fields = {}): Promise<Shown> {
    const [first, second] = couple;
    return this.post(this.step('details'), {
      ...(first && { 'first-name': first.name, 'first-number': first.document.number }),
      ...(second && { 'second-name': second.name, 'second-number': second.document.number }),
      ...more,
    });
  }

  /** Sends the code, reads it from the outbox and confirms it. */
  async phone(phone: string): Promise<Shown> {
    await this.post(this.step('phone'), { phone });
    return this.post(`${this.step('phone')}/code`, { code: await this.latestCode(phone) });
  }

  async latestCode(phone: string): Promise<string> {
    const [message] = await this.bureau.services.notifications.messages.latest({ phone, limit: 1 });
    return message?.code ?? '';
  }

  /** Confirms the check page as it is shown now. */
  async confirm(more: Fields = {}): Promise<Shown> {
    const { $ } = await this.get(this.step('check'));
    return this.post(this.step('check'), { ...checkFields($), ...more });
  }

  /** The whole journey up to the check page. */
  async fillIn(couple: readonly GeneratedPerson[], { start = '09:00', hall = 'futian', business = 'marriage' } = {}) {
    await this.begin(business);
    await this.people(couple);
    await this.hall(hall);
    await this.time(start);
    await this.details(couple);
    return this.phone(couple[0]!.phone);
  }

  private read(response: supertest.Response): Shown {
    const $ = load(response.text ?? '');
    this.csrf = $('form input[name=_csrf]').last().attr('value') ?? this.csrf;
    return {
      status: response.status,
      location: String(response.headers['location'] ?? ''),
      $,
      text: $('main').text().replace(/\s+/g, ' ').trim(),
    };
  }
}

/** What the check page sends when its box is ticked. */
export function checkFields($: CheerioAPI): Fields {
  return {
    revision: String($('input[name=revision]').attr('value') ?? ''),
    consent: String($('input[name=consent]').attr('value') ?? ''),
  };
}

function personFields(seat: string, person: GeneratedPerson | undefined): Fields {
  if (!person) return {};
  const { document, household, soldier, role } = person;
  return {
    [`${seat}-role`]: role,
    [`${seat}-document`]: document.type,
    ...(document.country && { [`${seat}-country`]: document.country }),
    ...(household && { [`${seat}-household`]: cityOf(household.division) }),
    ...(soldier && { [`${seat}-soldier`]: 'true' }),
  };
}

/** Households are told to the city; a municipality is its own city. */
function cityOf(division: string): string {
  if (/^(11|12|31|50)/.test(division)) return `${division.slice(0, 2)}0000`;
  return /^\d{2}90/.test(division) ? division : `${division.slice(0, 4)}00`;
}
