import { type Actor, actorId } from '../../audit/index.js';
import { DomainError, NotFound } from '../../errors/index.js';
import { changedMembers, type HallChange } from './hall-change.js';
import { type HallDirectory, toHall } from './hall-directory.js';
import type { Hall } from './hall.js';
import type { HallHistoryItem, HallModel } from './hall.model.js';

const HISTORY_KEPT = 200;

export interface HallEdit {
  hall: string;
  change: HallChange;
  /** The revision whose effect the manager was shown; 0 for a hall that was never changed. */
  revision: number;
  actor: Actor;
  reason: string;
  now: Date;
}

/** Changes of a hall's own document. Two managers never overwrite each other: the filter holds the revision each one saw. */
export class HallEdits {
  constructor(
    private readonly halls: HallModel,
    private readonly directory: HallDirectory,
  ) {}

  /** The hall as it is in the store, not as this process remembers it. */
  async current(id: string): Promise<Hall> {
    const record = await this.halls.findById(id, { history: 0, unfinished: 0 }).lean();
    if (!record) throw new NotFound();
    return toHall(record);
  }

  /** Throws `hall-changed` with whoever was quicker. The hall stays `unfinished` until what follows from the change is done. */
  async write({ hall: id, change, revision, actor, reason, now }: HallEdit): Promise<Hall> {
    const before = await this.current(id);
    const next = revision + 1;
    const item = { revision: next, at: now, actor: actorId(actor), by: actor.name, reason, change };
    const after = await this.halls
      .findOneAndUpdate(
        { _id: id, ...isAt(revision) },
        {
          $set: { ...changedMembers(before, change), revision: next, unfinished: { revision: next, since: now } },
          $push: { history: { $each: [item], $slice: -HISTORY_KEPT } },
        },
        { returnDocument: 'after', projection: { history: 0, unfinished: 0 } },
      )
      .lean();
    this.directory.forget();
    if (!after) throw await this.changedMeanwhile(id);
    return toHall(after);
  }

  /** Notes that everything a change brings with it has been done; a newer change keeps its own note. */
  async finished(id: string, revision: number): Promise<void> {
    await this.halls.updateOne({ _id: id, 'unfinished.revision': revision }, { $unset: { unfinished: 1 } });
  }

  /** Changes whose process died before it had done what follows from them. */
  async unfinished(before: Date): Promise<{ hall: string; revision: number }[]> {
    const found = await this.halls.find({ 'unfinished.since': { $lt: before } }, { unfinished: 1 }).lean();
    return found.map(({ _id, unfinished }) => ({ hall: _id, revision: unfinished?.revision ?? 0 }));
  }

  /** What was changed, the latest first. */
  async history(id: string): Promise<HallHistoryItem[]> {
    const record = await this.halls.findById(id, { history: 1 }).lean();
    return [...(record?.history ?? [])].reverse();
  }

  private async changedMeanwhile(id: string): Promise<DomainError> {
    const latest = (await this.history(id))[0];
    return new DomainError('hall-changed', { params: { by: latest?.by ?? '—', reason: latest?.reason ?? '—' } });
  }
}

function isAt(revision: number): object {
  return { revision: revision === 0 ? { $exists: false } : revision };
}
