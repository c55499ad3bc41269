import { randomInt } from 'node:crypto';
import type { RateLimit } from '../../config/index.js';
import { DomainError, NotFound } from '../../errors/index.js';
import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import { newId } from '../../infrastructure/ids.js';
import { unseal } from '../../infrastructure/sealed-field.js';
import { SealedTokens } from '../../infrastructure/sealed-token.js';
import type { Language } from '../../infrastructure/language.js';
import type { Outbox } from '../notifications/index.js';
import { CODE_MINUTES, codeKind } from './code-kind.js';
import { spendCode } from './code-budget.js';
import type { CodeBudgetModel, ContactVerificationModel } from './contact-verification.model.js';

const TOKEN_MINUTES = 30;
const ATTEMPTS = 5;
const DAY_MS = 86_400_000;
const CONTEXT = 'contact.phone';

/** Proves that whoever books holds the phone that the messages go to. */
export class Contacts {
  private readonly tokens: SealedTokens<{ phone: string }>;

  constructor(
    private readonly models: { verifications: ContactVerificationModel; budgets: CodeBudgetModel },
    private readonly secrets: { cipher: FieldCipher; tokenCipher: FieldCipher; hash: KeyedHash },
    private readonly outbox: Outbox,
    private readonly limits: readonly RateLimit[],
  ) {
    this.tokens = new SealedTokens(secrets.tokenCipher, 'contact-token');
  }

  /** Sends a six-digit code. Throws RateLimited for a phone over its budget. */
  async start({
    phone,
    now,
    language,
  }: {
    phone: string;
    now: Date;
    language: Language;
  }): Promise<StartedVerification> {
    const { code, phoneHash, ...started } = await this.open(phone, now);
    await this.outbox.notify({
      kind: codeKind.kind,
      subject: started.id,
      to: phone,
      addressHash: phoneHash,
      language,
      variables: { code, minutes: CODE_MINUTES },
      code,
      at: now,
      expiresAt: started.expiresAt,
    });
    return started;
  }

  /**
   * Does what `start` does, as far as anybody asking can see, and sends nothing: for a phone that is not the one on record,
   * so that budget, tries and answers do not tell which it is.
   */
  async startInVain({ phone, now }: { phone: string; now: Date }): Promise<StartedVerification> {
    const { id, expiresAt, resendAfter } = await this.open(phone, now);
    return { id, expiresAt, resendAfter };
  }

  /** Takes the right code once. Throws `wrong-code` with the attempts left, `code-expired` or `too-many-attempts`. */
  async confirm({
    id,
    code,
    now,
  }: {
    id: string;
    code: string;
    now: Date;
  }): Promise<{ token: string; expiresAt: Date }> {
    const codeHash = this.secrets.hash.of('contact-code', `${id}:${code}`);
    const usable = { _id: id, state: 'pending' as const, attemptsLeft: { $gt: 0 }, expiresAt: { $gt: now } };
    const used = await this.models.verifications
      .findOneAndUpdate({ ...usable, codeHash }, { $set: { state: 'used' } })
      .lean();
    if (used) return this.issueToken(unseal<string>(this.secrets.cipher, CONTEXT, used.phone), now);

    const missed = await this.models.verifications
      .findOneAndUpdate(
        { ...usable, codeHash: { $ne: codeHash } },
        { $inc: { attemptsLeft: -1 } },
        { returnDocument: 'after' },
      )
      .lean();
    throw missed ? refusal('wrong-code', missed.attemptsLeft) : await this.whyUnusable(id);
  }

  /** The phone a token vouches for; throws `contact-not-verified`. */
  phoneOf(token: string, now: Date): string {
    const read = this.tokens.read(token, now);
    if ('refused' in read) throw new DomainError('contact-not-verified');
    return read.contents.phone;
  }

  /** When codes were sent to a phone during the last day. */
  async codesSentTo(phoneHash: string, now: Date): Promise<Date[]> {
    const budget = await this.models.budgets.findById(phoneHash).lean();
    return (budget?.sentAt ?? []).filter((at) => now.getTime() - at.getTime() < DAY_MS);
  }

  private async open(phone: string, now: Date): Promise<StartedVerification & { code: string; phoneHash: string }> {
    const { cipher, hash } = this.secrets;
    const phoneHash = hash.of('phone', phone);
    await spendCode(this.models.budgets, { phoneHash, limits: this.limits, now });

    const id = newId();
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const expiresAt = minutesAfter(now, CODE_MINUTES);
    await this.models.verifications.create({
      _id: id,
      phoneHash,
      phone: cipher.seal(phone, CONTEXT),
      codeHash: hash.of('contact-code', `${id}:${code}`),
      expiresAt,
      attemptsLeft: ATTEMPTS,
      state: 'pending',
    });
    return { id, code, phoneHash, expiresAt, resendAfter: this.resendAfter(now) };
  }

  private issueToken(phone: string, now: Date): { token: string; expiresAt: Date } {
    const expiresAt = minutesAfter(now, TOKEN_MINUTES);
    return { token: this.tokens.issue({ phone }, expiresAt), expiresAt };
  }

  private async whyUnusable(id: string): Promise<DomainError> {
    const found = await this.models.verifications.findById(id).lean();
    if (!found) return new NotFound('verification-unknown');
    return found.attemptsLeft <= 0 ? refusal('too-many-attempts') : refusal('code-expired');
  }

  private resendAfter(now: Date): Date {
    const shortest = this.limits.filter(({ points }) => points === 1).map(({ seconds }) => seconds);
    return new Date(now.getTime() + Math.max(0, ...shortest) * 1000);
  }
}

export interface StartedVerification {
  id: string;
  expiresAt: Date;
  resendAfter: Date;
}

function refusal(code: string, attemptsLeft = 0): DomainError {
  return new DomainError(code, { status: 422, params: { attemptsLeft }, extensions: { attemptsLeft } });
}

function minutesAfter(now: Date, minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000);
}
