import { Router } from 'express';
import { route } from '../../http/route.js';
import { hallPaths } from './halls.paths.js';
import { type HallPageServices, showHall } from './hall-page.controller.js';
import { listHalls } from './hall-list.controller.js';

/** Where one can register, for people; `halls.api.ts` says the same to programs. */
export function createHallsRouter(services: HallPageServices): Router {
  const router = Router();
  route(router, { method: 'get', path: hallPaths.list, permission: 'public', handler: listHalls(services) });
  route(router, { method: 'get', path: hallPaths.pattern, permission: 'public', handler: showHall(services) });
  return router;
}
