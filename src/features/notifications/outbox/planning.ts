import type { SubjectSource } from '../catalogue/definition.js';
import type { MessageCatalogue } from '../catalogue/message-catalogue.js';
import type { Outbox } from './outbox.service.js';

const PAGE = 200;
const DAY_MS = 86_400_000;
/** Whoever changed a subject is given so long to write its messages. */
const GRACE_MS = 20_000;
/** Clocks of processes differ, and a change may take long to be written. */
const OVERLAP_MS = 5 * 60_000;

type Page = (after: string | undefined, limit: number) => Promise<string[]>;

/** Writes the messages that a crash or a rush kept from being written with their change, and those that a new kind owes about older subjects. */
export class Planning {
  private healedUntil: number | undefined;

  constructor(private readonly deps: { catalogue: MessageCatalogue; outbox: Outbox }) {}

  /** Over what changed since this process last looked, or during the last day when it has not. */
  async healRecent(now: Date): Promise<number> {
    const from = this.healedUntil === undefined ? now.getTime() - DAY_MS : this.healedUntil - OVERLAP_MS;
    const span = { from: new Date(from), to: new Date(now.getTime() - GRACE_MS) };
    const changed = await this.overSources(now, (source) => (after, limit) => source.changed(span, after, limit));
    this.healedUntil = span.to.getTime();
    return changed;
  }

  /** Over everything that something lies ahead of. */
  async planAhead(now: Date): Promise<number> {
    return this.overSources(now, (source) => (after, limit) => source.ahead(now, after, limit));
  }

  private async overSources(now: Date, pagesOf: (source: SubjectSource) => Page): Promise<number> {
    let changed = 0;
    for (const source of this.deps.catalogue.sources) changed += await this.over(source, pagesOf(source), now);
    return changed;
  }

  private async over(source: SubjectSource, page: Page, now: Date): Promise<number> {
    let changed = 0;
    for (let ids = await page(undefined, PAGE); ids.length > 0; ids = await page(ids.at(-1), PAGE)) {
      const subjects = [...(await source.load(ids)).values()];
      const { written, takenBack } = await this.deps.outbox.planAll(source, subjects, now);
      changed += written + takenBack;
    }
    return changed;
  }
}
