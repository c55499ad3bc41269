import express, { type RequestHandler, Router } from 'express';
import { limitByAddress } from '../../http/rate-limit.js';
import { route } from '../../http/route.js';
import { offerFormToken, protectForms } from '../../infrastructure/csrf.js';
import { addAccountRoutes } from './account/account.router.js';
import { addPeopleRoutes } from './administration/people.router.js';
import { addAuditRoutes } from './auditing/audit.router.js';
import { changeHall, showHome } from './home.controller.js';
import { enrol, putFirstCodesAway, showEnrolment, showFirstCodes } from './second-factor/enrol.controller.js';
import { offerSignIn, provePasskey } from './passkeys/sign-in-passkey.controller.js';
import { proveSecondFactor, showSecondFactor } from './second-factor/second-factor.controller.js';
import { chooseNewPassword, showNewPassword } from './sign-in/new-password.controller.js';
import { showSignIn, signIn, signOut } from './sign-in/sign-in.controller.js';
import type { StaffServices } from './staff-services.js';
import { staffPaths } from './staff.paths.js';

/** The way in and out, and the page everybody has who is in. */
export function createStaffRouter(services: StaffServices): Router {
  const router = Router();
  const { home, hall, signIn: door, signOut: exit } = staffPaths;
  const form = [express.urlencoded({ extended: false, limit: '32kb' }), protectForms, offerFormToken];
  const doorForm = [limitByAddress('staff-sign-in', services.config.limits.address.signIns), ...form];

  route(router, { method: 'get', path: door, permission: 'public', before: [offerFormToken], handler: showSignIn });
  route(router, { method: 'post', path: door, permission: 'public', before: doorForm, handler: signIn(services) });
  route(router, { method: 'post', path: exit, permission: 'public', before: form, handler: signOut(services) });
  const knock = (path: string, handler: RequestHandler) =>
    route(router, { method: 'post', path, permission: 'public', before: doorForm, handler });
  const step = (path: string, show: RequestHandler, take: RequestHandler) => {
    route(router, { method: 'get', path, permission: 'public', before: [offerFormToken], handler: show });
    knock(path, take);
  };
  step(staffPaths.secondFactor, showSecondFactor(services), proveSecondFactor(services));
  knock(staffPaths.passkeyOptions, offerSignIn(services));
  knock(staffPaths.passkey, provePasskey(services));
  step(staffPaths.enrol, showEnrolment(services), enrol(services));
  step(staffPaths.recoveryCodes, showFirstCodes(services), putFirstCodesAway(services));
  step(staffPaths.newPassword, showNewPassword(services), chooseNewPassword(services));

  route(router, { method: 'get', path: home, permission: 'staff.home', handler: showHome });
  route(router, { method: 'post', path: hall, permission: 'staff.home', before: form, handler: changeHall });
  addAccountRoutes(router, services);
  addPeopleRoutes(router, services);
  addAuditRoutes(router, services);
  return router;
}
