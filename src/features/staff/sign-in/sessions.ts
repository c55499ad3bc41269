import { newId } from '../../../infrastructure/ids.js';
import type { SessionEnd, StaffAccountModel, StaffAccountRecord } from '../account.model.js';

const IDLE_MS = 20 * 60_000;
const LONGEST_MS = 12 * 3_600_000;
const SEEN_EVERY_MS = 60_000;

/** What a browser's session keeps of a sign-in. */
export interface HeldSession {
  account: string;
  key: string;
  hall: string;
}

export type FoundSession = { account: StaffAccountRecord } | { gone: SessionEnd };

/**
 * One session for each person, kept in the account itself: a newer one takes the place of the older, and closing the account or
 * changing its roles ends it, all with the write that does it.
 */
export class StaffSessions {
  constructor(
    private readonly accounts: StaffAccountModel,
    private readonly admission: object,
  ) {}

  /** Begins a session and ends the one before; undefined when the account was closed meanwhile. */
  async begin({ account, address, now }: { account: string; address: string; now: Date }) {
    const key = newId();
    const before = await this.accounts
      .findOneAndUpdate(
        { _id: account, ...this.admission, state: 'active' },
        {
          $set: {
            session: { key, startedAt: now, seenAt: now, address },
            lastEnd: 'replaced',
            lastSignInAt: now,
            failures: 0,
            lockedUntil: null,
          },
        },
      )
      .lean();
    return before ? { key, replaced: before.session !== undefined && !isOver(before.session, now) } : undefined;
  }

  async find({ account: id, key }: HeldSession, now: Date): Promise<FoundSession> {
    const account = await this.accounts.findOne({ _id: id, ...this.admission }).lean();
    if (account?.state !== 'active') return { gone: 'closed' };
    if (account.session?.key !== key) return { gone: account.lastEnd ?? 'ended' };
    return isOver(account.session, now) ? { gone: 'idle' } : { account };
  }

  /** Notes that the person is still there; true when it was worth a write. */
  async see({ _id, session }: StaffAccountRecord, now: Date): Promise<boolean> {
    if (!session || now.getTime() - session.seenAt.getTime() < SEEN_EVERY_MS) return false;
    await this.accounts.updateOne(
      { _id, 'session.key': session.key, 'session.seenAt': { $lt: now } },
      { $set: { 'session.seenAt': now } },
    );
    return true;
  }

  /** Ends whatever session the account has, in whatever browser. */
  async end(account: string, why: SessionEnd = 'ended'): Promise<void> {
    await this.accounts.updateOne({ _id: account }, { $unset: { session: 1 }, $set: { lastEnd: why } });
  }
}

function isOver({ seenAt, startedAt }: { seenAt: Date; startedAt: Date }, now: Date): boolean {
  return now.getTime() - seenAt.getTime() > IDLE_MS || now.getTime() - startedAt.getTime() > LONGEST_MS;
}
