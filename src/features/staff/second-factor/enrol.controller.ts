import type { Request, RequestHandler, Response } from 'express';
import { saveSession } from '../../../infrastructure/save-session.js';
import { formFields, typedText } from '../form-texts.js';
import { addressOf, atStep, entryOf, leadOn } from '../sign-in/entry.js';
import type { StaffServices } from '../staff-services.js';
import { staffPaths } from '../staff.paths.js';
import { spellSecret, totpPicture } from './totp.js';

declare module 'express-session' {
  interface SessionData {
    /** Sealed: the authenticator's secret until a code of it is typed back. */
    proposedSecret?: string;
    /** Sealed: recovery codes that their owner has not put away yet. */
    recoveryCodes?: string;
  }
}

/** The first sign-in where a second factor is required: nothing else can be done before. */
export function showEnrolment(services: StaffServices): RequestHandler {
  return atStep(services, 'enrol', ({ req, res, account }) =>
    renderEnrolment(services, { req, res, username: account.username, action: staffPaths.enrol }),
  );
}

export function enrol(services: StaffServices): RequestHandler {
  return atStep(services, 'enrol', async ({ req, res, account, entry }) => {
    const { username } = account;
    if (!(await takeEnrolment(services, req, account._id)))
      return renderEnrolment(services, { req, res, username, action: staffPaths.enrol, isWrong: true });
    req.session.staffEntry = { ...entry, hasSecondProof: true };
    await saveSession(req);
    res.redirect(303, staffPaths.recoveryCodes);
  });
}

/** Shown until their owner says that they are put away. */
export function showFirstCodes(services: StaffServices): RequestHandler {
  return async (req, res) => {
    const found = await entryOf(services, req, res);
    if (!found) return;
    const codes = services.staff.secondFactor.shown(req.session.recoveryCodes, services.clock.now());
    if (codes.length === 0) return leadOn(services, { req, res, ...found });
    res.render('staff/recovery-codes.njk', { codes, action: staffPaths.recoveryCodes });
  };
}

export function putFirstCodesAway(services: StaffServices): RequestHandler {
  return async (req, res) => {
    const found = await entryOf(services, req, res);
    if (found) await leadOn(services, { req, res, ...found });
  };
}

interface EnrolmentPage {
  req: Request;
  res: Response;
  username: string;
  action: string;
  isWrong?: boolean;
}

/** The picture and the secret to type, the same ones until they are used or too old. */
export async function renderEnrolment(
  { staff, clock }: StaffServices,
  { req, res, username, action, isWrong = false }: EnrolmentPage,
): Promise<void> {
  const now = clock.now();
  const kept = staff.secondFactor.proposed(req.session.proposedSecret, now);
  if (kept === undefined) req.session.proposedSecret = staff.secondFactor.propose(now);
  const secret = kept ?? staff.secondFactor.proposed(req.session.proposedSecret, now) ?? '';
  res.status(isWrong ? 422 : 200).render('staff/enrol.njk', {
    picture: await totpPicture({ secret, username, issuer: req.t('brand') }),
    secret: spellSecret(secret),
    action,
    ...(isWrong && { errors: [{ field: 'code', message: req.t('staff:secondFactor.wrong') }] }),
  });
}

/** True when the code typed back was right: the authenticator counts from now on, and its recovery codes wait to be shown. */
export async function takeEnrolment({ staff, clock }: StaffServices, req: Request, account: string): Promise<boolean> {
  const now = clock.now();
  const secret = staff.secondFactor.proposed(req.session.proposedSecret, now);
  const code = typedText(formFields(req)['code']).normalize('NFKC').replace(/\s/g, '');
  const codes = secret && (await staff.secondFactor.enrol(account, { secret, code, address: addressOf(req), now }));
  if (!codes) return false;
  delete req.session.proposedSecret;
  req.session.recoveryCodes = codes;
  return true;
}
