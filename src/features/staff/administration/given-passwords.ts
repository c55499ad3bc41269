import type { FieldCipher } from '../../../infrastructure/field-cipher.js';
import { SealedTokens } from '../../../infrastructure/sealed-token.js';

const SHOWN_MS = 10 * 60_000;

declare module 'express-session' {
  interface SessionData {
    /** Sealed: the password that an administrator has just given somebody, until it is handed on. */
    givenPassword?: string;
  }
}

/** Keeps a password that was just given until the administrator has handed it on, readable for them alone. */
export class GivenPasswords {
  private readonly tokens: SealedTokens<{ account: string; password: string }>;

  constructor(cipher: FieldCipher) {
    this.tokens = new SealedTokens(cipher, 'staff.given-password');
  }

  issue(account: string, password: string, now: Date): string {
    return this.tokens.issue({ account, password }, new Date(now.getTime() + SHOWN_MS));
  }

  /** The password of this account, when it is the one that was given. */
  of(account: string, token: string | undefined, now: Date): string | undefined {
    const read = token === undefined ? undefined : this.tokens.read(token, now);
    return read && 'contents' in read && read.contents.account === account ? read.contents.password : undefined;
  }
}
