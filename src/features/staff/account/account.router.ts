import express, { type RequestHandler, type Router } from 'express';
import { limitByAddress } from '../../../http/rate-limit.js';
import { route } from '../../../http/route.js';
import { protectForms } from '../../../infrastructure/csrf.js';
import { discardKeptForm, showKeptForm } from '../kept-forms/kept-form.controller.js';
import { offerRegistration, registerPasskey, removePasskey } from '../passkeys/own-passkeys.controller.js';
import type { StaffServices } from '../staff-services.js';
import { staffPaths } from '../staff.paths.js';
import { changeOwnPassword, showAccount } from './account.controller.js';
import { accountPaths as paths } from './account.paths.js';
import * as own from './own-second-factor.controller.js';

/** What everybody may do with their own account. */
export function addAccountRoutes(router: Router, services: StaffServices): void {
  const form = [express.urlencoded({ extended: false, limit: '32kb' }), protectForms];
  const passwordForm = [limitByAddress('staff-account', services.config.limits.address.signIns), ...form];
  const show = (path: string, handler: RequestHandler) =>
    route(router, { method: 'get', path, permission: 'staff.self', handler });
  const change = (path: string, handler: RequestHandler, before = passwordForm) =>
    route(router, { method: 'post', path, permission: 'staff.self', before, handler });

  show(paths.self, showAccount(services));
  change(paths.password, changeOwnPassword(services));
  change(paths.beginAuthenticator, own.beginEnrolment(services));
  show(paths.authenticator, own.showOwnEnrolment(services));
  change(paths.authenticator, own.finishEnrolment(services));
  change(paths.removeAuthenticator, own.removeOwnSecondFactor(services));
  show(paths.recoveryCodes, own.showOwnCodes(services));
  change(paths.recoveryCodes, own.putOwnCodesAway, form);
  change(paths.renewRecoveryCodes, own.renewOwnCodes(services));
  change(paths.passkeyOptions, offerRegistration(services));
  change(paths.passkeys, registerPasskey(services));
  change(paths.removePasskey, removePasskey(services));
  show(staffPaths.kept, showKeptForm(services));
  change(`${staffPaths.kept}/discard`, discardKeptForm(services), form);
}
