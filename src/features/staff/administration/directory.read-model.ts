import type { StaffAccountModel, StaffAccountRecord } from '../account.model.js';

const PAGE = 20;

export interface ListedPerson {
  id: string;
  username: string;
  name: string;
  assignments: StaffAccountRecord['assignments'];
  state: StaffAccountRecord['state'];
  isLocked: boolean;
  hasSecondFactor: boolean;
  lastSignInAt?: Date;
}

const LISTED = {
  username: 1,
  name: 1,
  assignments: 1,
  state: 1,
  lockedUntil: 1,
  totpStep: 1,
  lastSignInAt: 1,
} as const;

/** The staff as the administrator's and the auditor's pages show them. */
export class StaffDirectory {
  constructor(private readonly accounts: StaffAccountModel) {}

  /** One page of those whose name or user name holds the words, those who have left last. */
  async search({ words, hall, page, now }: { words: string; hall?: string; page: number; now: Date }) {
    const filter = {
      ...(words !== '' && { $or: [{ username: pattern(words) }, { name: pattern(words) }] }),
      ...(hall !== undefined && { 'assignments.hall': hall }),
    };
    const [found, total] = await Promise.all([
      this.accounts
        .find(filter, LISTED)
        .sort({ state: 1, username: 1 })
        .skip((page - 1) * PAGE)
        .limit(PAGE)
        .lean(),
      this.accounts.countDocuments(filter),
    ]);
    return { people: found.map((record) => listed(record, now)), total, pages: Math.max(1, Math.ceil(total / PAGE)) };
  }

  /** Whoever cannot sign in at this moment because of too many wrong tries. */
  async locked(now: Date): Promise<ListedPerson[]> {
    const found = await this.accounts
      .find({ lockedUntil: { $gt: now } }, LISTED)
      .sort({ lockedUntil: -1 })
      .lean();
    return found.map((record) => listed(record, now));
  }

  async find(id: string): Promise<StaffAccountRecord | undefined> {
    return (await this.accounts.findById(id).lean()) ?? undefined;
  }

  /** Names by id, for showing what `staff:<id>` did. */
  async namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const found = await this.accounts.find({ _id: { $in: ids } }, { name: 1, username: 1 }).lean();
    return new Map(found.map(({ _id, name, username }) => [_id, `${name} (${username})`]));
  }

  /** Ids of those whose name or user name holds the words. */
  async idsOf(words: string): Promise<string[]> {
    const either = [{ username: pattern(words) }, { name: pattern(words) }];
    const found = await this.accounts.find({ $or: either }, { _id: 1 }).limit(200).lean();
    return found.map(({ _id }) => _id);
  }
}

type Listed = Pick<StaffAccountRecord, '_id' | keyof typeof LISTED>;

function listed(record: Listed, now: Date): ListedPerson {
  const { _id, username, name, assignments, state, lockedUntil, totpStep, lastSignInAt } = record;
  return {
    id: _id,
    username,
    name,
    assignments,
    state,
    isLocked: lockedUntil != null && lockedUntil > now,
    hasSecondFactor: totpStep !== undefined,
    ...(lastSignInAt && { lastSignInAt }),
  };
}

/** Words as they stand, whatever they mean in a pattern. */
function pattern(words: string): RegExp {
  return new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
}
