import express, { type RequestHandler, Router } from 'express';
import { limitByAddress } from '../../http/rate-limit.js';
import { route } from '../../http/route.js';
import type { StaffPermission } from '../../http/permissions.js';
import { offerFormToken, protectForms } from '../../infrastructure/csrf.js';
import { acceptApplication, showAcceptance } from './acceptance.controller.js';
import {
  changeMessages,
  issueCertificates,
  refuseCertificates,
  showApplication,
  withdrawApplication,
} from './application.controller.js';
import {
  beginReceiptLookup,
  finishReceiptLookup,
  sendOwnReceipt,
  showOwnApplication,
  showReceiptCode,
  showReceiptLookup,
} from './couple.controller.js';
import type { DivorcePageServices } from './divorce-page-services.js';
import { divorcePaths } from './divorce.paths.js';
import { chooseOwnReminders } from './own-reminders.controller.js';
import { sendReceipt, sendRefusal } from './papers.controller.js';
import { applicationRecord } from './record.controller.js';
import { searchApplications, showDivorceHome } from './staff-home.controller.js';

const readForm = express.urlencoded({ extended: false, limit: '32kb' });
const form = [readForm, protectForms, offerFormToken];

/** What the hall does with divorce applications. Each route works on the hall of whoever is signed in. */
export function createStaffDivorceRouter(services: DivorcePageServices): Router {
  const router = Router();
  const { staff, search, accept, pattern } = divorcePaths;
  const get = (path: string, permission: StaffPermission, handler: RequestHandler) =>
    route(router, { method: 'get', path, permission, handler });
  const post = (path: string, permission: StaffPermission, handler: RequestHandler) =>
    route(router, { method: 'post', path, permission, before: form, handler });

  get(staff, 'divorce.view', showDivorceHome(services));
  post(search, 'divorce.view', searchApplications(services));
  get(accept, 'divorce.accept', showAcceptance(services));
  post(accept, 'divorce.accept', acceptApplication(services));
  get(pattern.self, 'divorce.view', showApplication(services));
  get(pattern.receipt, 'divorce.view', sendReceipt(services) as RequestHandler);
  get(pattern.refusal, 'divorce.view', sendRefusal(services) as RequestHandler);
  post(pattern.withdraw, 'divorce.withdraw', withdrawApplication(services));
  post(pattern.issue, 'divorce.issue', issueCertificates(services));
  post(pattern.refuse, 'divorce.issue', refuseCertificates(services));
  post(pattern.messages, 'divorce.accept', changeMessages(services));
  const record = applicationRecord(services);
  const { record: path } = pattern;
  route(router, { method: 'get', path, permission: 'person.read', before: [offerFormToken], handler: record.ask });
  post(path, 'person.read', record.open);
  return router;
}

/** What a party sees of its own application: receipt number and own phone are the key. */
export function createReceiptRouter(services: DivorcePageServices): Router {
  const router = Router();
  const { lookup, code, own, reminders, paper } = divorcePaths.couple;
  const quiet = [hideFromCaches];
  const page = [...quiet, offerFormToken];
  const limited = [limitByAddress('receipt', services.config.limits.address.lookups), ...quiet, ...form];
  const get = (path: string, before: RequestHandler[], handler: RequestHandler) =>
    route(router, { method: 'get', path, permission: 'public', before, handler });
  const post = (path: string, handler: RequestHandler) =>
    route(router, { method: 'post', path, permission: 'public', before: limited, handler });

  get(divorcePaths.spoken, [], (_req, res) => res.redirect(303, lookup));
  get(lookup, page, showReceiptLookup);
  post(lookup, beginReceiptLookup(services));
  get(code, page, showReceiptCode);
  post(code, finishReceiptLookup(services));
  get(own, page, showOwnApplication(services));
  get(reminders, quiet, (_req, res) => res.redirect(303, own));
  post(reminders, chooseOwnReminders(services));
  get(paper, quiet, sendOwnReceipt(services));
  return router;
}

const hideFromCaches: RequestHandler = (_req, res, next) => {
  res.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex, nofollow, noarchive' });
  next();
};
