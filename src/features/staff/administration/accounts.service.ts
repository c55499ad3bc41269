import { randomInt } from 'node:crypto';
import type { AuditLog } from '../../../audit/index.js';
import { DomainError, isDuplicateKey } from '../../../errors/index.js';
import { parse } from '../../../http/parse.js';
import { newId } from '../../../infrastructure/ids.js';
import type { StaffAccountModel, StaffAccountRecord } from '../account.model.js';
import { type Assignment, faultsOfAssignments } from '../roles.js';
import type { PasswordHashes } from '../sign-in/password-hashes.js';
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

/** No I, L, O, U or 0, 1: a password that is read out loud. */
const SPOKEN = '23456789abcdefghjkmnpqrstvwxyz';

/** Changes of staff accounts, each recorded. */
export class StaffAccounts {
  constructor(private readonly deps: { accounts: StaffAccountModel; hashes: PasswordHashes; audit: AuditLog }) {}

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
      createdAt: by.now,
    };
    try {
      await this.deps.accounts.create(account);
    } catch (error) {
      if (isDuplicateKey(error, 'username')) throw new DomainError('username-taken', { status: 422 });
      throw error;
    }
    this.record('staff:create', account._id, by, { assignments });
    return { account, password };
  }

  private record(action: string, id: string, { actor, address, now }: ChangedBy, details?: Record<string, unknown>) {
    this.deps.audit.record({
      key: `${action}:${id}:${newId()}`,
      at: now,
      actor,
      action,
      subject: `staff:${id}`,
      result: 'done',
      ...(address !== undefined && { address }),
      ...(details && { details }),
    });
  }
}

function refuseFaulty(assignments: readonly Assignment[]): void {
  const [fault] = faultsOfAssignments(assignments);
  if (fault) throw new DomainError(fault.code, { status: 422, params: { ...fault } });
}

/** Four groups of four: 78 bits. */
function oneTimePassword(): string {
  const letter = () => SPOKEN[randomInt(SPOKEN.length)] ?? '';
  return Array.from({ length: 4 }, () => Array.from({ length: 4 }, letter).join('')).join('-');
}
