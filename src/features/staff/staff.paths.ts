import { localPath } from '../../http/local-path.js';

/** Addresses of the staff's pages. */
export const staffPaths = {
  home: '/staff',
  signIn: '/staff/sign-in',
  secondFactor: '/staff/sign-in/second-factor',
  passkey: '/staff/sign-in/passkey',
  passkeyOptions: '/staff/sign-in/passkey/options',
  newPassword: '/staff/sign-in/new-password',
  enrol: '/staff/sign-in/enrol',
  recoveryCodes: '/staff/sign-in/recovery-codes',
  signOut: '/staff/sign-out',
  hall: '/staff/working-hall',
  kept: '/staff/kept-form',
  account: '/staff/account',
  people: '/staff/people',
  audit: '/staff/audit',
};

/** Where somebody goes after signing in: a staff page of this site, never anything else. */
export function staffPath(value: unknown): string {
  const path = localPath(value);
  const isStaffPage = /^\/staff(?:[/?]|$)/.test(path) && !/^\/staff\/sign-(?:in|out)/.test(path);
  return isStaffPage ? path : staffPaths.home;
}

/** The sign-in, leading back to where the person wanted to go. */
export function signInPath(next: string): string {
  const path = staffPath(next);
  return path === staffPaths.home ? staffPaths.signIn : `${staffPaths.signIn}?next=${encodeURIComponent(path)}`;
}
