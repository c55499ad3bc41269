import express, { type RequestHandler, Router } from 'express';
import { limitByAddress } from '../../../http/rate-limit.js';
import { route } from '../../../http/route.js';
import { offerFormToken, protectForms } from '../../../infrastructure/csrf.js';
import { privacyPaths } from '../privacy.paths.js';
import {
  beginNewPhone,
  finishNewPhone,
  sendRequest,
  showNewPhone,
  showNewPhoneCode,
  showRequest,
} from './correction.controller.js';
import { beginCheck, finishCheck, leave, showCode, showStart } from './identity.controller.js';
import { askToErase, erase, exportJson, exportPage, showOwnData } from './own-data.controller.js';
import type { RightsServices } from './rights-services.js';
import { privatePage } from './visit.js';

/** A person's rights over what is held about them: whoever has proved phone and document sees their own and nothing else. */
export function createRightsRouter(services: RightsServices): Router {
  const router = Router();
  const page = [privatePage, offerFormToken];
  const form = [
    limitByAddress('privacy', services.config.limits.address.lookups),
    privatePage,
    express.urlencoded({ extended: false, limit: '32kb' }),
    protectForms,
    offerFormToken,
  ];
  const show = (path: string, handler: RequestHandler) =>
    route(router, { method: 'get', path, permission: 'public', before: page, handler });
  const take = (path: string, handler: RequestHandler) =>
    route(router, { method: 'post', path, permission: 'public', before: form, handler });

  show(privacyPaths.start, showStart);
  take(privacyPaths.start, beginCheck(services));
  show(privacyPaths.code, showCode);
  take(privacyPaths.code, finishCheck(services));
  take(privacyPaths.leave, leave);

  show(privacyPaths.own, showOwnData(services));
  show(privacyPaths.exportJson, exportJson(services));
  show(privacyPaths.exportPage, exportPage(services));
  show(privacyPaths.phone, showNewPhone(services));
  take(privacyPaths.phone, beginNewPhone(services));
  show(privacyPaths.phoneCode, showNewPhoneCode(services));
  take(privacyPaths.phoneCode, finishNewPhone(services));
  show(privacyPaths.erase, askToErase(services));
  take(privacyPaths.erase, erase(services));
  show(privacyPaths.request, showRequest(services));
  take(privacyPaths.request, sendRequest(services));
  return router;
}
