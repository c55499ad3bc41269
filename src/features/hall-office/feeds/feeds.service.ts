import { type Actor, actedBy, type AuditLog } from '../../../audit/index.js';
import { NotFound } from '../../../errors/index.js';
import type { KeyedHash } from '../../../infrastructure/field-cipher.js';
import { newId } from '../../../infrastructure/ids.js';
import type { Language } from '../../../infrastructure/language.js';
import type { StaffPermission } from '../../../http/permissions.js';
import type { FeedContributor } from './feed-contributor.js';
import type { FeedRights } from './feed-rights.js';
import type { FeedModel, FeedRecord } from './feed.model.js';

/** A feed that is read, with what its owner may see now. */
export interface OpenedFeed {
  feed: FeedRecord;
  contributors: readonly FeedContributor[];
}

/**
 * Private calendar addresses. The address is the only key to a feed, so it is never stored: it follows from a random nonce and
 * the bureau's own key, and the store finds it by its hash.
 */
export class Feeds {
  constructor(
    private readonly deps: {
      feeds: FeedModel;
      hash: KeyedHash;
      audit: AuditLog;
      rights: FeedRights;
      contributors: readonly FeedContributor[];
    },
  ) {}

  /** The token of somebody's feed; undefined when there is none. */
  async tokenOf(account: string, hall: string): Promise<string | undefined> {
    const feed = await this.deps.feeds.findById(idOf(account, hall)).lean();
    return feed?.nonce === undefined ? undefined : this.token(feed._id, feed.nonce);
  }

  /** A new address; the one before is dead at once. */
  async renew({ actor, language, now }: { actor: Actor; language: Language; now: Date }): Promise<void> {
    const { id: account, hall } = actor;
    const id = idOf(account, hall);
    const nonce = newId();
    const tokenHash = this.hashOf(this.token(id, nonce));
    await this.deps.feeds.updateOne(
      { _id: id },
      { $set: { hall, account, language, nonce, tokenHash, changedAt: now } },
      { upsert: true },
    );
    this.record('feed.renew', nonce, { actor, now });
  }

  /** Twice is as once. */
  async revoke({ actor, now }: { actor: Actor; now: Date }): Promise<void> {
    const before = await this.deps.feeds
      .findOneAndUpdate(
        { _id: idOf(actor.id, actor.hall), nonce: { $exists: true } },
        { $unset: { nonce: 1, tokenHash: 1 }, $set: { changedAt: now } },
      )
      .lean();
    if (before?.nonce !== undefined) this.record('feed.revoke', before.nonce, { actor, now });
  }

  /** The feed behind an address. Throws NotFound alike for one never given, one revoked, and one of somebody who has left. */
  async find(token: string): Promise<OpenedFeed> {
    const feed = await this.deps.feeds.findOne({ tokenHash: this.hashOf(token) }).lean();
    if (!feed) throw new NotFound();
    const rights = await this.deps.rights(feed.account, feed.hall);
    if (!rights.has('hall.feeds')) throw new NotFound();
    return { feed, contributors: this.contributorsFor((permission) => rights.has(permission)) };
  }

  /** What a feed of somebody who may do this holds. */
  contributorsFor(can: (permission: StaffPermission) => boolean): readonly FeedContributor[] {
    return this.deps.contributors.filter(
      ({ permission, unless }) => can(permission) && (unless === undefined || !can(unless)),
    );
  }

  private token(id: string, nonce: string): string {
    return this.deps.hash.of('calendar-feed', `${id}:${nonce}`);
  }

  private hashOf(token: string): string {
    return this.deps.hash.of('calendar-feed-token', token);
  }

  private record(action: string, nonce: string, { actor, now }: { actor: Actor; now: Date }): void {
    const { hall } = actor;
    this.deps.audit.record({
      key: `${action}:${nonce}`,
      at: now,
      ...actedBy(actor),
      action,
      subject: `hall:${hall}`,
      result: 'done',
      hall,
    });
  }
}

function idOf(account: string, hall: string): string {
  return `${hall}:${account}`;
}
