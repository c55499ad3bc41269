import type { AuditLog } from '../../../audit/index.js';
import { DomainError } from '../../../errors/index.js';
import { newId } from '../../../infrastructure/ids.js';
import type { StaffAccountModel, StaffAccountRecord } from '../account.model.js';
import { type Attempts, isLocked } from './attempts.js';
import type { PasswordHashes } from './password-hashes.js';
import type { HeldSession, StaffSessions } from './sessions.js';

/** What still has to happen before somebody whose password was right may work. */
export type SignInStep = 'second-factor' | 'new-password' | 'enrol';

interface Door {
  address: string;
  now: Date;
}

/** Signs people in, one step after the other, and records every attempt. */
export class SignIn {
  constructor(
    private readonly deps: {
      accounts: StaffAccountModel;
      attempts: Attempts;
      hashes: PasswordHashes;
      sessions: StaffSessions;
      audit: AuditLog;
      secondFactor: 'required' | 'optional';
    },
  ) {}

  /** The account of a right password. Throws `wrong-credentials` for everything else, after the same work. */
  async withPassword({ username, password, ...door }: { username: string; password: string } & Door) {
    const { attempts, hashes } = this.deps;
    const account = await attempts.take({ username }, door.now);
    const isRight = await hashes.matches(password, account?.passwordHash);
    if (!account || !isRight) {
      this.recordFailure(account, 'password', door);
      throw wrongCredentials();
    }
    await attempts.giveBack(account);
    return account;
  }

  /** Judges a second proof of an account within its tries; throws `wrong-code` or, when none is left, `wrong-credentials`. */
  async withProof(id: string, prove: (account: StaffAccountRecord) => Promise<boolean>, door: Door) {
    const account = await this.deps.attempts.take({ _id: id }, door.now);
    if (!account) throw wrongCredentials();
    if (await prove(account)) {
      await this.deps.attempts.giveBack(account);
      return account;
    }
    this.recordFailure(account, 'second-factor', door);
    throw isLocked(account, door.now) ? wrongCredentials() : new DomainError('wrong-second-factor', { status: 422 });
  }

  async find(id: string): Promise<StaffAccountRecord | undefined> {
    return (await this.deps.accounts.findOne({ _id: id, state: 'active' }).lean()) ?? undefined;
  }

  /** The first step that is left, given what has been proved in this sign-in. */
  nextStep(account: StaffAccountRecord, { hasSecondProof }: { hasSecondProof: boolean }): SignInStep | undefined {
    if (hasSecondFactor(account) && !hasSecondProof) return 'second-factor';
    if (account.mustChangePassword) return 'new-password';
    return this.deps.secondFactor === 'required' && !hasSecondFactor(account) ? 'enrol' : undefined;
  }

  /** Everything is proved: begins the one session of the person. */
  async finish(account: StaffAccountRecord, hall: string, { address, now }: Door): Promise<HeldSession> {
    const begun = await this.deps.sessions.begin({ account: account._id, address, now });
    if (!begun) throw wrongCredentials();
    this.deps.audit.record({
      key: `staff.sign-in:${begun.key}`,
      at: now,
      actor: `staff:${account._id}`,
      action: 'staff.sign-in',
      subject: `staff:${account._id}`,
      result: begun.replaced ? 'replaced-older-session' : 'done',
      address,
      ...(hall && { hall }),
    });
    return { account: account._id, key: begun.key, hall };
  }

  /** The person leaves, here and wherever else they are signed in. */
  async end(id: string, { address, now }: Door): Promise<void> {
    await this.deps.sessions.end(id);
    this.deps.audit.record({
      key: `staff.sign-out:${newId()}`,
      at: now,
      actor: `staff:${id}`,
      action: 'staff.sign-out',
      subject: `staff:${id}`,
      result: 'done',
      address,
    });
  }

  private recordFailure(account: StaffAccountRecord | undefined, what: string, { address, now }: Door): void {
    const subject = account ? `staff:${account._id}` : 'staff:unknown';
    const record = (action: string, result: string) =>
      this.deps.audit.record({
        key: `${action}:${newId()}`,
        at: now,
        actor: 'visitor',
        action,
        subject,
        result,
        address,
        details: { what },
      });
    record('staff.sign-in', account ? 'refused' : 'refused-unknown-or-locked');
    if (account && isLocked(account, now)) record('staff.lock', 'locked');
  }
}

/** Passkeys come beside an authenticator, never instead of one, so that the door opens without script too. */
export function hasSecondFactor({ totpSecret }: StaffAccountRecord): boolean {
  return totpSecret !== undefined;
}

function wrongCredentials(): DomainError {
  return new DomainError('wrong-credentials', { status: 422 });
}
