import type { Language } from '../../../infrastructure/language.js';
import type { RateLimit } from '../../../config/index.js';
import { createRateLimit } from '../../../http/rate-limit.js';
import type { FieldCipher, KeyedHash } from '../../../infrastructure/field-cipher.js';
import { SealedTokens } from '../../../infrastructure/sealed-token.js';
import { personHash } from '../../appointments/index.js';
import type { Contacts } from '../../contacts/index.js';
import type { IdentityDocument } from '../../eligibility/index.js';
import type { DataSubject } from '../personal-data.js';

const CODE_MINUTES = 15;
const ACCESS_MINUTES = 30;

/** What the session keeps while the code is under way, and once it was right: sealed, because it holds a document number. */
export interface PendingCheck {
  verification: string;
  claim: string;
}

interface Claim {
  phone: string;
  document: IdentityDocument;
}

/**
 * Proves who asks: a phone by its code, together with a document number. The code goes to every phone that asks, whether anything
 * is held or not, so that neither answer nor time tells a stranger which.
 */
export class IdentityCheck {
  private readonly claims: SealedTokens<Claim>;
  private readonly countPhone: (phoneHash: string) => Promise<void>;

  constructor(
    private readonly deps: { contacts: Contacts; tokenCipher: FieldCipher; hash: KeyedHash },
    limit: RateLimit,
  ) {
    this.claims = new SealedTokens(deps.tokenCipher, 'privacy-access');
    this.countPhone = createRateLimit('privacy-phone', limit);
  }

  async begin({ phone, document, now, language }: Claim & { now: Date; language: Language }): Promise<PendingCheck> {
    await this.countPhone(this.deps.hash.of('phone', phone));
    const { id } = await this.deps.contacts.start({ phone, now, language });
    return { verification: id, claim: this.claims.issue({ phone, document }, minutesAfter(now, CODE_MINUTES)) };
  }

  /** What opens the person's pages for half an hour; throws `wrong-code`, `code-expired` or `too-many-attempts`. */
  async finish({
    pending,
    code,
    now,
  }: {
    pending: PendingCheck;
    code: string;
    now: Date;
  }): Promise<string | undefined> {
    const { contacts } = this.deps;
    const { token } = await contacts.confirm({ id: pending.verification, code, now });
    const claim = this.claims.read(pending.claim, now);
    if ('refused' in claim) return undefined;
    return this.accessFor({ phone: contacts.phoneOf(token, now), document: claim.contents.document }, now);
  }

  /** The same person after the phone has changed. */
  accessFor({ phone, document }: Claim, now: Date): string {
    return this.claims.issue({ phone, document }, minutesAfter(now, ACCESS_MINUTES));
  }

  subjectOf({ access, session, now }: { access: string; session: string; now: Date }): DataSubject | undefined {
    const read = this.claims.read(access, now);
    if ('refused' in read) return undefined;
    const { phone, document } = read.contents;
    const { hash } = this.deps;
    return { phone, document, phoneHash: hash.of('phone', phone), personHash: personHash(document, hash), session };
  }
}

function minutesAfter(now: Date, minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000);
}
