import { type AuditAnchorModel, AuditAnchors, type AuditEntryModel, type AuditLog } from '../../audit/index.js';
import type { Config } from '../../config/index.js';
import type { Clock } from '../../infrastructure/clock.js';
import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import type { HallDirectory } from '../halls/index.js';
import type { StaffAccountModel } from './account.model.js';
import { StaffDirectory } from './administration/directory.read-model.js';
import { GivenPasswords } from './administration/given-passwords.js';
import { StaffAccounts } from './administration/accounts.service.js';
import type { KeptFormModel } from './kept-forms/kept-form.model.js';
import { KeptForms } from './kept-forms/kept-forms.service.js';
import { Passkeys } from './passkeys/passkeys.service.js';
import { SecondFactor } from './second-factor/second-factor.service.js';
import { Auditing } from './auditing/auditing.service.js';
import { Attempts } from './sign-in/attempts.js';
import { PasswordHashes } from './sign-in/password-hashes.js';
import { Passwords } from './sign-in/passwords.service.js';
import { StaffSessions } from './sign-in/sessions.js';
import { SignIn } from './sign-in/sign-in.service.js';

/** How a passkey is labelled in the phone's or browser's list. */
const PRODUCT = '喜约 Xiyue';

export interface StaffDependencies {
  config: Pick<Config, 'env' | 'http' | 'staff'>;
  cipher: FieldCipher;
  hash: KeyedHash;
  audit: AuditLog;
  models: {
    staffAccounts: StaffAccountModel;
    keptForms: KeptFormModel;
    auditEntries: AuditEntryModel;
    auditAnchors: AuditAnchorModel;
  };
}

/** What the pages of the staff work with. */
export interface StaffServices {
  config: Pick<Config, 'staff' | 'limits'>;
  clock: Clock;
  halls: HallDirectory;
  staff: Staff;
}

export type Staff = ReturnType<typeof createStaff>;

/** Everything about accounts, signing in and sessions, for the composition root. */
export function createStaff({ config, audit, models, cipher, hash }: StaffDependencies) {
  const { staffAccounts: accounts, keptForms, auditEntries: entries } = models;
  const anchors = new AuditAnchors(models.auditAnchors, hash);
  // Everybody knows the password of the demo's accounts.
  const admission = config.env === 'production' ? { isDemo: { $ne: true } } : {};
  const hashes = new PasswordHashes(config.staff.hash);
  const attempts = new Attempts(accounts, admission);
  const sessions = new StaffSessions(accounts, admission);
  const directory = new StaffDirectory(accounts);
  const { secondFactor } = config.staff;
  return {
    hashes,
    sessions,
    keptForms: new KeptForms(keptForms, cipher),
    secondFactor: new SecondFactor({ accounts, cipher, hash, audit }),
    passkeys: new Passkeys({ accounts, audit, publicUrl: () => config.http.publicUrl, rpName: PRODUCT }),
    passwords: new Passwords({ accounts, hashes, audit }),
    directory,
    auditing: new Auditing({ entries, anchors, audit, directory }),
    givenPasswords: new GivenPasswords(cipher),
    accounts: new StaffAccounts({ accounts, hashes, audit }),
    signIn: new SignIn({ accounts, attempts, hashes, sessions, audit, secondFactor }),
  };
}
