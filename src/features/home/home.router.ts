import { Router } from 'express';
import { route } from '../../http/route.js';
import type { HallDirectory } from '../halls/index.js';
import { showHome } from './home.controller.js';
import type { PeakOutlook } from './peak-outlook.js';

export function createHomeRouter(services: { halls: HallDirectory; peakOutlook: PeakOutlook }): Router {
  const router = Router();
  route(router, { method: 'get', path: '/', permission: 'public', handler: showHome(services) });
  return router;
}
