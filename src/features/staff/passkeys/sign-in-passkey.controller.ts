import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { RequestHandler } from 'express';
import { formFields } from '../form-texts.js';
import { proofRefusal } from '../second-factor/second-factor.controller.js';
import { addressOf, atStep, leadOn } from '../sign-in/entry.js';
import type { StaffServices } from '../staff-services.js';
import { credentialIn } from './credential.js';

/** What the browser needs to use a passkey, at the step of the second factor only. */
export function offerSignIn(services: StaffServices): RequestHandler {
  return atStep(services, 'second-factor', async ({ res, account }) => {
    res.json(await services.staff.passkeys.signInOptions(account));
  });
}

export function provePasskey(services: StaffServices): RequestHandler {
  const { staff, clock } = services;
  return atStep(services, 'second-factor', async ({ req, res, account: found, entry }) => {
    const response = credentialIn<AuthenticationResponseJSON>(formFields(req)['credential']);
    const door = { address: addressOf(req), now: clock.now() };
    try {
      const account = await staff.signIn.withProof(
        found._id,
        async (current) => response !== undefined && (await staff.passkeys.proves(current, response, door.now)),
        door,
      );
      await leadOn(services, { req, res, account, entry: { ...entry, hasSecondProof: true } });
    } catch (error) {
      const { isLocked, message } = proofRefusal(error, req.t);
      const title = isLocked ? message : req.t('staff:passkeys.failed');
      const notice = { tone: 'error', title, live: true };
      res.status(422).render('staff/second-factor.njk', { hasPasskeys: true, notice, isLocked });
    }
  });
}
