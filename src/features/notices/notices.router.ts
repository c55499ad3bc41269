import { Router } from 'express';
import { route } from '../../http/route.js';
import type { Clock } from '../../infrastructure/clock.js';
import type { HallDirectory } from '../halls/index.js';
import { NOTICES } from './booking-notice.js';
import { showNotice } from './notice.controller.js';
import { noticePaths } from './notices.paths.js';

/** What people are told and agree to, in a form that has an address and a version. */
export function createNoticesRouter(services: { halls: HallDirectory; clock: Clock }): Router {
  const router = Router();
  for (const name of NOTICES) {
    route(router, {
      method: 'get',
      path: noticePaths.of(name),
      permission: 'public',
      handler: showNotice(name, services),
    });
  }
  return router;
}
