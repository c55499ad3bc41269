import type { AuditLog } from '../../../audit/index.js';
import type { FieldCipher, KeyedHash } from '../../../infrastructure/field-cipher.js';
import { newId } from '../../../infrastructure/ids.js';
import { unseal } from '../../../infrastructure/sealed-field.js';
import { SealedTokens } from '../../../infrastructure/sealed-token.js';
import { type StaffAccountModel, type StaffAccountRecord, TOTP_SECRET } from '../account.model.js';
import { newRecoveryCodes, recoveryHash } from './recovery-codes.js';
import { newTotpSecret, stepOfCode } from './totp.js';

const ENROLMENT_MS = 15 * 60_000;

interface Context {
  address: string;
  now: Date;
}

/** The authenticator and the recovery codes of an account. */
export class SecondFactor {
  private readonly secretsToBe: SealedTokens<{ secret: string }>;
  private readonly codesToShow: SealedTokens<{ codes: string[] }>;

  constructor(
    private readonly deps: { accounts: StaffAccountModel; cipher: FieldCipher; hash: KeyedHash; audit: AuditLog },
  ) {
    this.secretsToBe = new SealedTokens(deps.cipher, 'staff.enrolment');
    this.codesToShow = new SealedTokens(deps.cipher, 'staff.codes-to-show');
  }

  /** A secret that counts once a code of it has been typed back; sealed, for the session. */
  propose(now: Date): string {
    return this.secretsToBe.issue({ secret: newTotpSecret() }, new Date(now.getTime() + ENROLMENT_MS));
  }

  proposed(sealedSecret: string | undefined, now: Date): string | undefined {
    const read = sealedSecret === undefined ? undefined : this.secretsToBe.read(sealedSecret, now);
    return read && 'contents' in read ? read.contents.secret : undefined;
  }

  /** Takes the secret into use; answers the recovery codes, sealed, to be shown once. Undefined when the code is wrong. */
  async enrol(account: string, { secret, code, ...context }: { secret: string; code: string } & Context) {
    const step = await stepOfCode(secret, code, context.now);
    if (step === undefined) return undefined;
    const codes = newRecoveryCodes();
    const { matchedCount } = await this.deps.accounts.updateOne(
      { _id: account, state: 'active', totpSecret: { $exists: false } },
      {
        $set: {
          totpSecret: this.deps.cipher.seal(secret, TOTP_SECRET),
          totpStep: step,
          ...this.hashed(account, codes),
        },
      },
    );
    if (matchedCount === 0) return undefined;
    this.record('staff.enrol-second-factor', account, context);
    return this.toShow(codes, context.now);
  }

  /** Whether this is a code of the authenticator that nobody has used, or a recovery code that is left; using it uses it up. */
  async proves(account: StaffAccountRecord, typed: string, context: Context): Promise<boolean> {
    const code = typed.normalize('NFKC').replace(/\s/g, '');
    return (
      (await this.useCode(account, code, context.now)) || (await this.useRecoveryCode(account._id, typed, context))
    );
  }

  /** New recovery codes in place of those that are left. */
  async renewRecoveryCodes(account: string, context: Context): Promise<string> {
    const codes = newRecoveryCodes();
    await this.deps.accounts.updateOne(
      { _id: account, totpSecret: { $exists: true } },
      { $set: this.hashed(account, codes) },
    );
    this.record('staff.renew-recovery-codes', account, context);
    return this.toShow(codes, context.now);
  }

  shown(sealedCodes: string | undefined, now: Date): string[] {
    const read = sealedCodes === undefined ? undefined : this.codesToShow.read(sealedCodes, now);
    return read && 'contents' in read ? read.contents.codes : [];
  }

  /** Without the authenticator nothing of the second factor is left. */
  async remove(account: string, context: Context & { actor?: string }): Promise<void> {
    await this.deps.accounts.updateOne(
      { _id: account },
      { $unset: { totpSecret: 1, totpStep: 1 }, $set: { recoveryCodes: [], passkeys: [] } },
    );
    this.record('staff.remove-second-factor', account, context);
  }

  /** One guarded write decides: a step moves only forward, so of two uses of one code a single one passes. */
  private async useCode({ _id, totpSecret }: StaffAccountRecord, code: string, now: Date): Promise<boolean> {
    if (!totpSecret) return false;
    const step = await stepOfCode(unseal<string>(this.deps.cipher, TOTP_SECRET, totpSecret), code, now);
    if (step === undefined) return false;
    const { matchedCount } = await this.deps.accounts.updateOne(
      { _id, $or: [{ totpStep: null }, { totpStep: { $lt: step } }] },
      { $set: { totpStep: step } },
    );
    return matchedCount === 1;
  }

  private async useRecoveryCode(account: string, typed: string, context: Context): Promise<boolean> {
    const hashed = recoveryHash(this.deps.hash, account, typed);
    if (hashed === undefined) return false;
    const { matchedCount } = await this.deps.accounts.updateOne(
      { _id: account, recoveryCodes: hashed },
      { $pull: { recoveryCodes: hashed } },
    );
    if (matchedCount === 1) this.record('staff.use-recovery-code', account, context);
    return matchedCount === 1;
  }

  private hashed(account: string, codes: string[]): { recoveryCodes: string[] } {
    return { recoveryCodes: codes.flatMap((code) => recoveryHash(this.deps.hash, account, code) ?? []) };
  }

  private toShow(codes: string[], now: Date): string {
    return this.codesToShow.issue({ codes }, new Date(now.getTime() + ENROLMENT_MS));
  }

  private record(action: string, id: string, { address, now, actor = `staff:${id}` }: Context & { actor?: string }) {
    this.deps.audit.record({
      key: `${action}:${newId()}`,
      at: now,
      actor,
      action,
      subject: `staff:${id}`,
      result: 'done',
      address,
    });
  }
}
