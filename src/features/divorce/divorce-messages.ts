import type { Outbox } from '../notifications/index.js';
import type { DivorceApplicationRecord } from './divorce-application.model.js';
import type { DivorceSource } from './messages/divorce-source.js';

/** What the two are told follows from their application; whoever changes one says so here. */
export class DivorceMessages {
  constructor(private readonly deps: { outbox: Outbox; source: DivorceSource }) {}

  /** Tells what is new and takes back what is no longer true; doing it again changes nothing. */
  async changed({ _id, updatedAt }: DivorceApplicationRecord): Promise<void> {
    const { outbox, source } = this.deps;
    const subject = (await source.load([_id])).get(_id);
    if (subject) await outbox.plan(source, subject, updatedAt);
  }
}
