import { staffPaths } from '../staff.paths.js';

const self = staffPaths.account;

/** Addresses of one's own account. */
export const accountPaths = {
  self,
  password: `${self}/password`,
  beginAuthenticator: `${self}/authenticator/begin`,
  authenticator: `${self}/authenticator`,
  removeAuthenticator: `${self}/authenticator/remove`,
  recoveryCodes: `${self}/recovery-codes`,
  renewRecoveryCodes: `${self}/recovery-codes/renew`,
  passkeys: `${self}/passkeys`,
  passkeyOptions: `${self}/passkeys/options`,
  removePasskey: `${self}/passkeys/remove`,
};
