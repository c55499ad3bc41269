import type { UpdateQuery } from 'mongoose';
import type { AuditLog } from '../../../audit/index.js';
import { DomainError, isDuplicateKey, NotFound } from '../../../errors/index.js';
import { parse } from '../../../http/parse.js';
import { newId } from '../../../infrastructure/ids.js';
import type { StaffAccountModel, StaffAccountRecord } from '../account.model.js';
import { type Assignment, faultsOfAssignments } from '../roles.js';
import type { PasswordHashes } from '../sign-in/password-hashes.js';
import { oneTimePassword } from './one-time-password.js';
import { personForm } from './person.forms.js';

export interface NewPerson {
  username: string;
  name: string;
  assignments: Assignment[];
}

/** Who makes a change: `staff:<id>` or `os:<user>`, and from where. */
export interface ChangedBy {
  actor: string;
  address?: string;
  now: Date;
}

/** An account as whoever changes it has seen it. */
export interface Seen {
  id: string;
  revision: number;
}

/** Hands over what somebody who has left was holding; it may be asked twice. */
export type Departure = (account: string, by: ChangedBy) => Promise<void>;

/** Changes of staff accounts, each one guarded write and recorded. */
export class StaffAccounts {
  private readonly departures: Departure[] = [];

  constructor(private readonly deps: { accounts: StaffAccountModel; hashes: PasswordHashes; audit: AuditLog }) {}

  /** Features whose work somebody can hold say here how it is handed over. */
  onDeparture(departure: Departure): void {
    this.departures.push(departure);
  }

  /** The same, with everything that makes an account impossible found out. Throws ValidationFailed or `powers-meet` and the like. */
  checked(person: NewPerson): NewPerson {
    const { username, name } = parse(personForm, { username: person.username, name: person.name });
    refuseFaulty(person.assignments);
    return { username, name, assignments: person.assignments };
  }

  /** A new account with a password for its first sign-in only. Throws what `checked` throws, or `username-taken`. */
  async create(person: NewPerson, by: ChangedBy): Promise<{ account: StaffAccountRecord; password: string }> {
    const { username, name, assignments } = this.checked(person);
    const password = oneTimePassword();
    const account: StaffAccountRecord = {
      _id: newId(),
      username,
      name,
      assignments,
      state: 'active',
      passwordHash: await this.deps.hashes.make(password),
      passwordsBefore: [],
      passwordChangedAt: by.now,
      mustChangePassword: true,
      failures: 0,
      recoveryCodes: [],
      passkeys: [],
      revision: 0,
      createdAt: by.now,
    };
    try {
      await this.deps.accounts.create(account);
    } catch (error) {
      if (isDuplicateKey(error, 'username')) throw new DomainError('username-taken', { status: 422 });
      throw error;
    }
    this.record('staff.create', account._id, by, { assignments });
    return { account, password };
  }

  /** Other roles end the session, so that nobody goes on with what they no longer may. */
  async assign(seen: Seen, { name, assignments }: { name: string; assignments: Assignment[] }, by: ChangedBy) {
    refuseFaulty(assignments);
    refuseOneself(seen, by);
    const before = await this.change(seen, { $set: { name, assignments } });
    this.record('staff.assign', seen.id, by, { before: before.assignments, after: assignments });
  }

  /** Gives a password for one sign-in, ends the session and a lock. */
  async resetPassword(seen: Seen, by: ChangedBy): Promise<string> {
    refuseOneself(seen, by);
    const password = oneTimePassword();
    const passwordHash = await this.deps.hashes.make(password);
    const before = await this.change(seen, {
      $set: { passwordHash, mustChangePassword: true, passwordChangedAt: by.now, failures: 0, lockedUntil: null },
    });
    await this.remember(seen.id, before);
    this.record('staff.reset-password', seen.id, by);
    return password;
  }

  async resetSecondFactor(seen: Seen, by: ChangedBy): Promise<void> {
    refuseOneself(seen, by);
    await this.change(seen, { $unset: { totpSecret: 1, totpStep: 1 }, $set: { recoveryCodes: [], passkeys: [] } });
    this.record('staff.reset-second-factor', seen.id, by);
  }

  async unlock(seen: Seen, by: ChangedBy): Promise<void> {
    refuseOneself(seen, by);
    await this.change(seen, { $set: { failures: 0, lockedUntil: null } });
    this.record('staff.unlock', seen.id, by);
  }

  /** Closes at once: the session dies with the same write, and what the person held is handed over. */
  async close(seen: Seen, reason: string | undefined, by: ChangedBy): Promise<void> {
    refuseOneself(seen, by);
    await this.change(seen, { $set: { state: 'closed', closedAt: by.now } });
    this.record('staff.close', seen.id, by, undefined, reason);
    for (const handOver of this.departures) await handOver(seen.id, by);
  }

  async reopen(seen: Seen, by: ChangedBy): Promise<void> {
    await this.change(seen, { $set: { state: 'active' }, $unset: { closedAt: 1 } });
    this.record('staff.reopen', seen.id, by);
  }

  private async change({ id, revision }: Seen, update: UpdateQuery<StaffAccountRecord>): Promise<StaffAccountRecord> {
    const before = await this.deps.accounts
      .findOneAndUpdate(
        { _id: id, revision },
        {
          ...update,
          $set: { ...update.$set, lastEnd: 'changed' },
          $unset: { ...update.$unset, session: 1 },
          $inc: { revision: 1 },
        },
      )
      .lean();
    if (before) return before;
    throw (await this.deps.accounts.exists({ _id: id })) ? new DomainError('account-changed') : new NotFound();
  }

  /** The password that was in use stays among those that are not taken again. */
  private async remember(id: string, { passwordHash, passwordsBefore }: StaffAccountRecord): Promise<void> {
    const earlier = [passwordHash, ...passwordsBefore].slice(0, 4);
    await this.deps.accounts.updateOne({ _id: id }, { $set: { passwordsBefore: earlier } });
  }

  private record(
    action: string,
    id: string,
    { actor, address, now }: ChangedBy,
    details?: Record<string, unknown>,
    reason?: string,
  ): void {
    this.deps.audit.record({
      key: `${action}:${id}:${newId()}`,
      at: now,
      actor,
      action,
      subject: `staff:${id}`,
      result: 'done',
      ...(address !== undefined && { address }),
      ...(details && { details }),
      ...(reason !== undefined && { reason }),
    });
  }
}

function refuseFaulty(assignments: readonly Assignment[]): void {
  const [fault] = faultsOfAssignments(assignments);
  if (fault) throw new DomainError(fault.code, { status: 422, params: { ...fault } });
}

/** Nobody gives themselves rights, and the last administrator cannot lock the door from outside. */
function refuseOneself({ id }: Seen, { actor }: ChangedBy): void {
  if (actor === `staff:${id}`) throw new DomainError('not-yourself', { status: 422 });
}
