import type { FieldCipher } from './field-cipher.js';

/** Tokens that carry their own contents, sealed: nothing to store, nothing to look up, nothing readable in them. */
export class SealedTokens<T extends object> {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly purpose: string,
  ) {}

  issue(contents: T, expiresAt: Date): string {
    return this.cipher.seal({ ...contents, exp: expiresAt.getTime() }, this.purpose).toString('base64url');
  }

  /** The contents, or why there are none. */
  read(token: string, now: Date): { contents: T } | { refused: 'forged' | 'expired' } {
    const opened = this.open(token);
    if (!opened) return { refused: 'forged' };
    return opened.exp > now.getTime() ? { contents: opened } : { refused: 'expired' };
  }

  private open(token: string): (T & { exp: number }) | undefined {
    try {
      return this.cipher.open(Buffer.from(token, 'base64url'), this.purpose) as T & { exp: number };
    } catch {
      return undefined;
    }
  }
}
