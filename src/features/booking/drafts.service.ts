import { DomainError } from '../../errors/index.js';
import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import { newId } from '../../infrastructure/ids.js';
import { unseal } from '../../infrastructure/sealed-field.js';
import type { Business } from '../halls/index.js';
import { ANSWERS, type DraftModel, type DraftRecord } from './draft.model.js';
import type { Draft, DraftAnswers } from './draft.js';
import { type StepName, stepsThatDiffer } from './journey.js';

const IDLE_MS = 2 * 3_600_000;
const TRIES = 5;

/** A change of the answers; it may be asked again when another tab was quicker, so it only computes. */
export type Change = (answers: DraftAnswers) => DraftAnswers;

/**
 * What a couple has filled in and not booked yet. A draft belongs to the session that began it: to every other one it does not
 * exist. The owner is a hash of the session's id, so that two tabs starting at once cannot overwrite each other's list.
 */
export class Drafts {
  constructor(
    private readonly drafts: DraftModel,
    private readonly secrets: { cipher: FieldCipher; hash: KeyedHash },
  ) {}

  async start({ session, business, now }: { session: string; business: Business; now: Date }): Promise<Draft> {
    const draft: Draft = { id: newId(), revision: 0, answers: { business } };
    await this.drafts.create({
      _id: draft.id,
      owner: this.ownerOf(session),
      revision: draft.revision,
      answers: this.seal(draft.answers),
      expiresAt: expiryAfter(now),
    });
    return draft;
  }

  async find({ id, session, now }: { id: string; session: string; now: Date }): Promise<Draft | undefined> {
    const record = await this.drafts.findOne({ _id: id, owner: this.ownerOf(session), expiresAt: { $gt: now } }).lean();
    return record ? this.toDraft(record) : undefined;
  }

  /** What this session began and did not finish, the latest first. */
  async unfinishedOf(session: string, now: Date): Promise<Draft[]> {
    const records = await this.drafts
      .find({ owner: this.ownerOf(session), expiresAt: { $gt: now } })
      .sort({ expiresAt: -1 })
      .limit(5)
      .lean();
    return records.filter(({ booked }) => !booked).map((record) => this.toDraft(record));
  }

  /**
   * Settles a step, on top of whatever another tab wrote meanwhile; what was typed there before is forgotten.
   * Answers the draft as it is now and as it was before.
   */
  async change(
    draft: Draft,
    step: StepName,
    change: Change,
    now: Date,
  ): Promise<{ draft: Draft; before: DraftAnswers }> {
    return this.write(draft, now, (answers, revision) => {
      const changed = forget(change(answers), step);
      const changedIn = { ...answers.changedIn };
      for (const name of stepsThatDiffer(answers, changed)) changedIn[name] = revision;
      return { ...changed, changedIn };
    });
  }

  /** Keeps what could not be taken yet; nothing of what is settled changes. */
  async keepTyped(draft: Draft, step: StepName, typed: Record<string, string>, now: Date): Promise<Draft> {
    const written = await this.write(draft, now, (answers) => ({
      ...answers,
      typed: { ...answers.typed, [step]: typed },
    }));
    return written.draft;
  }

  /** The appointment has the answers now; the draft keeps only the way to it. */
  async finish({ id, answers }: Draft, booked: { appointment: string; reference: string }): Promise<void> {
    const emptied = this.seal({ business: answers.business });
    await this.drafts.updateOne({ _id: id }, { $set: { booked, answers: emptied }, $inc: { revision: 1 } });
  }

  /** A session that was given a new id keeps what it began. */
  async follow({ from, to }: { from: string; to: string }): Promise<void> {
    await this.drafts.updateMany({ owner: this.ownerOf(from) }, { $set: { owner: this.ownerOf(to) } });
  }

  /** Everything this session began is gone, whether it was booked or not. */
  async eraseOf(session: string): Promise<number> {
    const { deletedCount } = await this.drafts.deleteMany({ owner: this.ownerOf(session) });
    return deletedCount;
  }

  async purge(now: Date): Promise<number> {
    const { deletedCount } = await this.drafts.deleteMany({ expiresAt: { $lte: now } });
    return deletedCount;
  }

  private async write(
    draft: Draft,
    now: Date,
    change: (answers: DraftAnswers, revision: number) => DraftAnswers,
  ): Promise<{ draft: Draft; before: DraftAnswers }> {
    let current: Draft | undefined = draft;
    for (let attempt = 0; attempt < TRIES && current && !current.booked; attempt += 1) {
      const revision = current.revision + 1;
      const answers = change(current.answers, revision);
      const { matchedCount } = await this.drafts.updateOne(
        { _id: draft.id, revision: current.revision },
        { $set: { answers: this.seal(answers), revision, expiresAt: expiryAfter(now) } },
      );
      if (matchedCount === 1) return { draft: { ...current, revision, answers }, before: current.answers };
      const record: DraftRecord | null = await this.drafts.findById(draft.id).lean();
      current = record ? this.toDraft(record) : undefined;
    }
    throw new DomainError('changed-meanwhile');
  }

  private toDraft({ _id, revision, answers, booked }: DraftRecord): Draft {
    return {
      id: _id,
      revision,
      answers: unseal<DraftAnswers>(this.secrets.cipher, ANSWERS, answers),
      ...(booked && { booked }),
    };
  }

  private seal(answers: DraftAnswers): Buffer {
    return this.secrets.cipher.seal(answers, ANSWERS);
  }

  private ownerOf(session: string): string {
    return this.secrets.hash.of('draft-owner', session);
  }
}

function forget({ typed, ...answers }: DraftAnswers, step: StepName): DraftAnswers {
  const rest = Object.fromEntries(Object.entries(typed ?? {}).filter(([name]) => name !== step));
  return Object.keys(rest).length > 0 ? { ...answers, typed: rest } : answers;
}

function expiryAfter(now: Date): Date {
  return new Date(now.getTime() + IDLE_MS);
}
