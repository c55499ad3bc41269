import type { Request, RequestHandler } from 'express';
import { DomainError } from '../../../errors/index.js';
import { addressOf, atStep, leadOn } from '../sign-in/entry.js';
import { formFields, typedText } from '../form-texts.js';
import type { StaffServices } from '../staff-services.js';

/** The code of the authenticator or a recovery code, after the password. */
export function showSecondFactor(services: StaffServices): RequestHandler {
  return atStep(services, 'second-factor', ({ res, account }) =>
    res.render('staff/second-factor.njk', { hasPasskeys: account.passkeys.length > 0 }),
  );
}

export function proveSecondFactor(services: StaffServices): RequestHandler {
  const { staff, clock } = services;
  return atStep(services, 'second-factor', async ({ req, res, account: found, entry }) => {
    const code = typedText(formFields(req)['code']);
    const door = { address: addressOf(req), now: clock.now() };
    try {
      const account = await staff.signIn.withProof(
        found._id,
        (current) => staff.secondFactor.proves(current, code, door),
        door,
      );
      await leadOn(services, { req, res, account, entry: { ...entry, hasSecondProof: true } });
    } catch (error) {
      const { message, isLocked } = proofRefusal(error, req.t);
      res.status(422).render('staff/second-factor.njk', {
        hasPasskeys: found.passkeys.length > 0,
        ...(isLocked
          ? { notice: { tone: 'error', title: message, live: true }, isLocked }
          : { errors: [{ field: 'code', message }] }),
      });
    }
  });
}

/** What to say when a second proof was not taken; anything else is a defect. */
export function proofRefusal(error: unknown, t: Request['t']): { message: string; isLocked: boolean } {
  const code = error instanceof DomainError ? error.code : undefined;
  if (code === 'wrong-second-factor') return { message: t('staff:secondFactor.wrong'), isLocked: false };
  if (code === 'wrong-credentials') return { message: t('staff:secondFactor.locked'), isLocked: true };
  throw error;
}
