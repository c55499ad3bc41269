import type { StaffAccountModel, StaffAccountRecord } from '../account.model.js';

const MOST_FAILURES = 5;
const LOCK_MS = 30 * 60_000;

/**
 * Counts tries before they are judged, in one guarded write, so that many at once are no more than the same number one by one.
 * The fifth that nothing good follows locks the account for half an hour.
 */
export class Attempts {
  constructor(
    private readonly accounts: StaffAccountModel,
    private readonly admission: object,
  ) {}

  /** Takes one try of an account; undefined when there is no such account, it is closed or has none left. */
  async take(account: { username: string } | { _id: string }, now: Date): Promise<StaffAccountRecord | undefined> {
    const failures = { $ifNull: ['$failures', 0] };
    const taken = await this.accounts
      .findOneAndUpdate(
        {
          ...account,
          ...this.admission,
          state: 'active',
          $or: [{ lockedUntil: null }, { lockedUntil: { $lte: now } }],
        },
        [
          { $set: { failures: { $cond: [{ $gte: [failures, MOST_FAILURES] }, 1, { $add: [failures, 1] }] } } },
          { $set: { lockedUntil: { $cond: [{ $gte: ['$failures', MOST_FAILURES] }, lockEnd(now), null] } } },
        ],
        { returnDocument: 'after', updatePipeline: true },
      )
      .lean();
    return taken ?? undefined;
  }

  /** The try was right, but the sign-in is not finished: it does not count, and those before it still do. */
  async giveBack({ _id, failures }: Pick<StaffAccountRecord, '_id' | 'failures'>): Promise<void> {
    await this.accounts.updateOne({ _id, failures }, { $inc: { failures: -1 }, $set: { lockedUntil: null } });
  }

  async forget(id: string): Promise<void> {
    await this.accounts.updateOne({ _id: id }, { $set: { failures: 0, lockedUntil: null } });
  }
}

/** Whether the try that left this behind was the last. */
export function isLocked({ lockedUntil }: Pick<StaffAccountRecord, 'lockedUntil'>, now: Date): boolean {
  return lockedUntil != null && lockedUntil > now;
}

function lockEnd(now: Date): Date {
  return new Date(now.getTime() + LOCK_MS);
}
