import express, { Router } from 'express';
import { limitByAddress } from '../../http/rate-limit.js';
import { route } from '../../http/route.js';
import { offerFormToken, protectForms } from '../../infrastructure/csrf.js';
import { askToCancel, cancel } from './cancel.controller.js';
import { showConfirmation } from './confirmation.controller.js';
import { sendCalendar, sendQr, sendSlip } from './downloads.controller.js';
import { beginLookup, finishLookup, showCode, showLookup } from './lookup.controller.js';
import { managePaths } from './manage.paths.js';
import type { ManageServices } from './manage-services.js';
import { privateLink } from './private-link.js';
import { chooseNewTime, confirmMove, move } from './reschedule.controller.js';

/** Everything a couple does with an appointment it has, and the way back to one whose link is lost. */
export function createManageRouter(services: ManageServices): Router {
  const router = Router();
  const { limits } = services.config;
  const { lookup, code, patterns } = managePaths;
  const readForm = express.urlencoded({ extended: false, limit: '32kb' });
  const page = [privateLink];
  const formPage = [privateLink, offerFormToken];
  const form = [privateLink, readForm, protectForms, offerFormToken];
  const lookupForm = [limitByAddress('lookup', limits.address.lookups), ...form];
  const changeForm = [limitByAddress('change', limits.address.bookings), ...form];

  route(router, { method: 'get', path: lookup, permission: 'public', before: formPage, handler: showLookup });
  route(router, {
    method: 'post',
    path: lookup,
    permission: 'public',
    before: lookupForm,
    handler: beginLookup(services),
  });
  route(router, { method: 'get', path: code, permission: 'public', before: formPage, handler: showCode });
  route(router, {
    method: 'post',
    path: code,
    permission: 'public',
    before: lookupForm,
    handler: finishLookup(services),
  });

  const show = (path: string, handler: ReturnType<typeof showConfirmation>, before = page) =>
    route(router, { method: 'get', path, permission: 'manage-token', before, handler });
  const change = (path: string, handler: ReturnType<typeof move>) =>
    route(router, { method: 'post', path, permission: 'manage-token', before: changeForm, handler });

  show(patterns.self, showConfirmation(services));
  show(patterns.slip, sendSlip(services));
  show(patterns.calendar, sendCalendar(services));
  show(patterns.qr, sendQr(services));
  show(patterns.reschedule, chooseNewTime(services), formPage);
  show(patterns.confirmMove, confirmMove(services), formPage);
  change(patterns.reschedule, move(services));
  show(patterns.cancel, askToCancel(services), formPage);
  change(patterns.cancel, cancel(services));
  return router;
}
