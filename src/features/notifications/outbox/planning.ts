import { setTimeout as sleep } from 'node:timers/promises';
import { stopwatch } from '../../../infrastructure/clock.js';
import { inBatches } from '../../../infrastructure/in-batches.js';
import type { SubjectSource } from '../catalogue/definition.js';
import type { MessageCatalogue } from '../catalogue/message-catalogue.js';
import type { Outbox } from './outbox.service.js';

const PAGE = 100;
/** Workers may have been away over a long holiday; what is older is no news. */
const FIRST_LOOK_MS = 14 * 86_400_000;
/** Whoever changed a subject is given so long to write its messages. */
const GRACE_MS = 20_000;
/** Clocks of processes differ, and a change may take long to be written. */
const OVERLAP_MS = 5 * 60_000;
/** A look ahead over everything takes one part of a worker's time in so many, so that messages due meanwhile are sent. */
const ONE_PART_IN = 4;

/** Writes the messages that a crash or a rush kept from being written with their change, and those that a new kind owes about older subjects. */
export class Planning {
  private readonly tellers: Teller[] = [];
  private healedUntil: number | undefined;

  constructor(private readonly deps: { catalogue: MessageCatalogue; outbox: Outbox }) {}

  /** Over what changed since this process last looked; when it has not, since `lastHealed`, the instant for which anybody last did. */
  async healRecent(now: Date, lastHealed?: () => Promise<Date | undefined>): Promise<number> {
    const span = { from: await this.beginning(now, lastHealed), to: new Date(now.getTime() - GRACE_MS) };
    const changed = await this.overSources(now, { idsOf: (source) => source.changed(span) });
    for (const tell of this.tellers) await tell(span);
    this.healedUntil = span.to.getTime();
    return changed;
  }

  /** Adds somebody who gives a direct kind once more for what was done in a span of time; what has been written stays as it is. */
  alsoTell(tell: Teller): void {
    this.tellers.push(tell);
  }

  /** Over everything that something lies ahead of; slowly, because nobody waits for it. */
  async planAhead(now: Date): Promise<number> {
    return this.overSources(now, {
      idsOf: (source) => source.ahead(now),
      breathe: (tookMs) => sleep(tookMs * (ONE_PART_IN - 1)),
    });
  }

  /** Not at the same place whenever a process starts, or a kind that came with it would tell of what has long been past. */
  private async beginning(now: Date, lastHealed?: () => Promise<Date | undefined>): Promise<Date> {
    if (this.healedUntil !== undefined) return new Date(this.healedUntil - OVERLAP_MS);
    const healed = (await lastHealed?.())?.getTime() ?? -Infinity;
    return new Date(Math.max(now.getTime() - FIRST_LOOK_MS, healed - GRACE_MS - OVERLAP_MS));
  }

  private async overSources(now: Date, { idsOf, breathe }: Look): Promise<number> {
    let changed = 0;
    for (const source of this.deps.catalogue.sources) {
      let elapsed = stopwatch();
      for await (const ids of inBatches(idsOf(source), PAGE)) {
        const subjects = [...(await source.load(ids)).values()];
        const { written, takenBack } = await this.deps.outbox.planAll(source, subjects, now);
        changed += written + takenBack;
        await breathe?.(elapsed());
        elapsed = stopwatch();
      }
    }
    return changed;
  }
}

type Teller = (span: { from: Date; to: Date }) => Promise<void>;

interface Look {
  idsOf: (source: SubjectSource) => AsyncIterable<string>;
  /** Waits before the next page, given how long the last one took. */
  breathe?: (tookMs: number) => Promise<void>;
}
