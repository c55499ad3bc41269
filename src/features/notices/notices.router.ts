import { Router } from 'express';
import { route } from '../../http/route.js';
import { NOTICES } from './booking-notice.js';
import { type NoticeServices, showNotice, showVersion } from './notice.controller.js';
import { noticePaths } from './notices.paths.js';

/** What people are told and agree to, each version in a form that has an address. */
export function createNoticesRouter(services: NoticeServices): Router {
  const router = Router();
  const show = (path: string, handler: ReturnType<typeof showNotice>) =>
    route(router, { method: 'get', path, permission: 'public', handler });
  for (const name of NOTICES) {
    show(noticePaths.of(name), showNotice(name, services));
    show(noticePaths.version(name, ':version'), showVersion(name, services));
  }
  return router;
}
