import type { AuditLog } from '../../../audit/index.js';
import { newId } from '../../../infrastructure/ids.js';
import type { StaffAccountModel, StaffAccountRecord } from '../account.model.js';
import type { PasswordHashes } from './password-hashes.js';
import { faultOfPassword, type PasswordFault } from './password-rules.js';

/** The present one included. */
const REMEMBERED = 5;

/** Lets people choose their password. */
export class Passwords {
  constructor(private readonly deps: { accounts: StaffAccountModel; hashes: PasswordHashes; audit: AuditLog }) {}

  /** Changes it; answers why not when it is refused, or `changed-meanwhile` when another change was quicker. */
  async change({ account, password, halls, address, now }: PasswordChange): Promise<PasswordRefusal | undefined> {
    const { accounts, hashes, audit } = this.deps;
    const { _id, passwordHash, passwordsBefore } = account;
    const fault = faultOfPassword(password, { ...account, halls });
    if (fault) return fault;
    const earlier = [passwordHash, ...passwordsBefore].slice(0, REMEMBERED);
    const hits = await Promise.all(earlier.map((hashed) => hashes.matches(password, hashed)));
    if (hits.includes(true)) return 'password-used-before';
    const { matchedCount } = await accounts.updateOne(
      { _id, passwordHash, state: 'active' },
      {
        $set: {
          passwordHash: await hashes.make(password),
          passwordsBefore: earlier.slice(0, REMEMBERED - 1),
          passwordChangedAt: now,
          mustChangePassword: false,
        },
      },
    );
    if (matchedCount === 0) return 'changed-meanwhile';
    audit.record({
      key: `staff.change-password:${newId()}`,
      at: now,
      actor: `staff:${_id}`,
      action: 'staff.change-password',
      subject: `staff:${_id}`,
      result: 'done',
      address,
    });
    return undefined;
  }
}

export type PasswordRefusal = PasswordFault | 'password-used-before' | 'changed-meanwhile';

interface PasswordChange {
  account: StaffAccountRecord;
  password: string;
  halls: readonly string[];
  address: string;
  now: Date;
}
