import type { RequestHandler } from 'express';
import { saveSession } from '../../../infrastructure/save-session.js';
import { staffOf } from '../../../http/require-permission.js';
import { renderEnrolment, takeEnrolment } from '../second-factor/enrol.controller.js';
import { addressOf } from '../sign-in/entry.js';
import { hasSecondFactor } from '../sign-in/sign-in.service.js';
import type { StaffServices } from '../staff-services.js';
import { accountPaths } from './account.paths.js';
import { renderAccount } from './account.controller.js';
import { confirmPerson, wrongPassword } from './confirm-person.js';

/** The password once more, then the picture for the authenticator. */
export function beginEnrolment(services: StaffServices): RequestHandler {
  return async (req, res) => {
    if (!(await confirmPerson(services, req)))
      return renderAccount(services, { req, res, status: 422, errors: [wrongPassword(req.t)] });
    req.session.proposedSecret = services.staff.secondFactor.propose(services.clock.now());
    await saveSession(req);
    res.redirect(303, accountPaths.authenticator);
  };
}

export function showOwnEnrolment(services: StaffServices): RequestHandler {
  return async (req, res) => {
    const { staff, clock } = services;
    const secret = staff.secondFactor.proposed(req.session.proposedSecret, clock.now());
    if (secret === undefined) return void res.redirect(303, accountPaths.self);
    await renderEnrolment(services, { req, res, username: staffOf(req).username, action: accountPaths.authenticator });
  };
}

export function finishEnrolment(services: StaffServices): RequestHandler {
  return async (req, res) => {
    const { id, username } = staffOf(req);
    if (await takeEnrolment(services, req, id)) {
      await saveSession(req);
      return void res.redirect(303, accountPaths.recoveryCodes);
    }
    await renderEnrolment(services, { req, res, username, action: accountPaths.authenticator, isWrong: true });
  };
}

export function showOwnCodes({ staff, clock }: StaffServices): RequestHandler {
  return (req, res) => {
    const codes = staff.secondFactor.shown(req.session.recoveryCodes, clock.now());
    if (codes.length === 0) return void res.redirect(303, accountPaths.self);
    res.render('staff/recovery-codes.njk', { codes, action: accountPaths.recoveryCodes });
  };
}

export const putOwnCodesAway: RequestHandler = async (req, res) => {
  delete req.session.recoveryCodes;
  await saveSession(req);
  res.redirect(303, `${accountPaths.self}?done=authenticator`);
};

export function renewOwnCodes(services: StaffServices): RequestHandler {
  return async (req, res) => {
    const account = await confirmPerson(services, req);
    if (!account || !hasSecondFactor(account))
      return renderAccount(services, { req, res, status: 422, errors: [wrongPassword(req.t)] });
    const context = { address: addressOf(req), now: services.clock.now() };
    req.session.recoveryCodes = await services.staff.secondFactor.renewRecoveryCodes(account._id, context);
    await saveSession(req);
    res.redirect(303, accountPaths.recoveryCodes);
  };
}

/** Only where nobody has to have one; elsewhere the administrator resets it and the next sign-in sets up another. */
export function removeOwnSecondFactor(services: StaffServices): RequestHandler {
  return async (req, res) => {
    const { staff, clock, config } = services;
    const account = await confirmPerson(services, req);
    if (!account || config.staff.secondFactor === 'required')
      return renderAccount(services, { req, res, status: 422, errors: [wrongPassword(req.t)] });
    await staff.secondFactor.remove(account._id, { address: addressOf(req), now: clock.now() });
    res.redirect(303, `${accountPaths.self}?done=removed`);
  };
}
