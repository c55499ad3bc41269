import type { RequestHandler } from 'express';
import { DomainError } from '../../../errors/index.js';
import { tryParse } from '../../../http/parse.js';
import { renewSession } from '../../../infrastructure/renew-session.js';
import { formFields, inWords, typedText } from '../form-texts.js';
import type { StaffServices } from '../staff-services.js';
import { staffPath, staffPaths } from '../staff.paths.js';
import { addressOf, leadOn, versionOf } from './entry.js';
import { signInForm } from './sign-in.forms.js';

/** The way in; somebody who is in already goes on. */
export const showSignIn: RequestHandler = (req, res) => {
  const next = staffPath(req.query['next']);
  if (req.staff) return void res.redirect(303, next);
  res.render('staff/sign-in.njk', { next, values: {}, gone: req.session.staffGone?.why });
};

/** One answer for a wrong password, an unknown name, a closed and a locked account. */
export function signIn(services: StaffServices): RequestHandler {
  const { staff, clock } = services;
  return async (req, res) => {
    const { t } = req;
    const fields = formFields(req);
    const next = staffPath(fields['next']);
    const again = (page: object) =>
      res
        .status(422)
        .render('staff/sign-in.njk', { next, values: { username: typedText(fields['username']) }, ...page });
    const { username, password } = fields;
    const { value, errors } = tryParse(signInForm, { username, password });
    if (errors.length > 0) return void again({ errors: inWords(errors, t) });
    try {
      const now = clock.now();
      const account = await staff.signIn.withPassword({ ...value, address: addressOf(req), now });
      const entry = {
        account: account._id,
        version: versionOf(account),
        hasSecondProof: false,
        next,
        at: now.getTime(),
      };
      await leadOn(services, { req, res, account, entry });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'wrong-credentials') throw error;
      again({
        notice: { tone: 'error', title: t('staff:signIn.wrong'), text: t('staff:signIn.wrongText'), live: true },
      });
    }
  };
}

/** Ends the session here and, because a person has only one, everywhere. */
export function signOut({ staff, clock }: StaffServices): RequestHandler {
  return async (req, res) => {
    const held = req.session.staff;
    if (held) await staff.signIn.end(held.account, { address: addressOf(req), now: clock.now() });
    await renewSession(req, {});
    res.redirect(303, staffPaths.signIn);
  };
}
