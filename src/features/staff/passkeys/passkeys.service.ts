import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { AuditLog } from '../../../audit/index.js';
import { newId } from '../../../infrastructure/ids.js';
import type { PasskeyRecord, StaffAccountModel, StaffAccountRecord } from '../account.model.js';

const MOST = 5;

interface Context {
  address: string;
  now: Date;
}

type Purpose = 'register' | 'use';

/** Passkeys beside the authenticator. A challenge lies in the account and is taken by one guarded write, so that it serves once. */
export class Passkeys {
  constructor(
    private readonly deps: { accounts: StaffAccountModel; audit: AuditLog; publicUrl: () => string; rpName: string },
  ) {}

  async registrationOptions(account: StaffAccountRecord): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const options = await generateRegistrationOptions({
      rpName: this.deps.rpName,
      rpID: this.rpId,
      userName: account.username,
      userDisplayName: account.name,
      userID: new TextEncoder().encode(account._id),
      attestationType: 'none',
      excludeCredentials: account.passkeys.map(({ id, transports }) => ({ id, transports })),
      authenticatorSelection: { residentKey: 'discouraged', userVerification: 'required' },
    });
    await this.expect('register', account._id, options.challenge);
    return options;
  }

  /** False when the answer is not to the challenge, or the account has as many as it may. */
  async register(account: StaffAccountRecord, { name, response, ...context }: Registration): Promise<boolean> {
    const challenge = await this.take('register', account._id);
    if (challenge === undefined) return false;
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: this.origin,
      expectedRPID: this.rpId,
    }).catch(refusedByLibrary);
    if (!verified || !registrationInfo) return false;
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
    const passkey: PasskeyRecord = {
      id,
      publicKey: Buffer.from(publicKey).toString('base64url'),
      counter,
      transports,
      name,
      addedAt: context.now,
    };
    const { matchedCount } = await this.deps.accounts.updateOne(
      {
        _id: account._id,
        totpSecret: { $exists: true },
        'passkeys.id': { $ne: id },
        [`passkeys.${MOST - 1}`]: { $exists: false },
      },
      { $push: { passkeys: passkey } },
    );
    if (matchedCount === 1) this.record('staff.add-passkey', account._id, context);
    return matchedCount === 1;
  }

  async remove(account: string, { id, ...context }: { id: string } & Context): Promise<void> {
    await this.deps.accounts.updateOne({ _id: account }, { $pull: { passkeys: { id } } });
    this.record('staff.remove-passkey', account, context);
  }

  async signInOptions(account: StaffAccountRecord): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const options = await generateAuthenticationOptions({
      rpID: this.rpId,
      allowCredentials: account.passkeys.map(({ id, transports }) => ({ id, transports })),
      userVerification: 'required',
    });
    await this.expect('use', account._id, options.challenge);
    return options;
  }

  /** Whether one of the account's passkeys has answered the challenge, and its counter says that it is no copy. */
  async proves(account: StaffAccountRecord, response: AuthenticationResponseJSON, now: Date): Promise<boolean> {
    const challenge = await this.take('use', account._id);
    const passkey = account.passkeys.find(({ id }) => id === response.id);
    if (challenge === undefined || !passkey) return false;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: this.origin,
      expectedRPID: this.rpId,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
      },
    }).catch(refusedByLibrary);
    if (!verified || !authenticationInfo) return false;
    const { matchedCount } = await this.deps.accounts.updateOne(
      { _id: account._id, passkeys: { $elemMatch: { id: passkey.id, counter: passkey.counter } } },
      { $set: { 'passkeys.$.counter': authenticationInfo.newCounter, 'passkeys.$.usedAt': now } },
    );
    return matchedCount === 1;
  }

  private async expect(purpose: Purpose, account: string, challenge: string): Promise<void> {
    await this.deps.accounts.updateOne({ _id: account }, { $set: { passkeyChallenge: `${purpose}:${challenge}` } });
  }

  private async take(purpose: Purpose, account: string): Promise<string | undefined> {
    const found = await this.deps.accounts
      .findOneAndUpdate(
        { _id: account, passkeyChallenge: new RegExp(`^${purpose}:`) },
        { $unset: { passkeyChallenge: 1 } },
        { projection: { passkeyChallenge: 1 } },
      )
      .lean();
    return found?.passkeyChallenge?.slice(purpose.length + 1);
  }

  private get origin(): string {
    return new URL(this.deps.publicUrl()).origin;
  }

  private get rpId(): string {
    return new URL(this.deps.publicUrl()).hostname;
  }

  private record(action: string, id: string, { address, now }: Context): void {
    this.deps.audit.record({
      key: `${action}:${newId()}`,
      at: now,
      actor: `staff:${id}`,
      action,
      subject: `staff:${id}`,
      result: 'done',
      address,
    });
  }
}

interface Registration extends Context {
  name: string;
  response: RegistrationResponseJSON;
}

/** The library throws plain errors for whatever is wrong with an answer; none of it is the product's fault. */
function refusedByLibrary(): { verified: false; registrationInfo?: never; authenticationInfo?: never } {
  return { verified: false };
}
