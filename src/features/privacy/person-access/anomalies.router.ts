import { Router } from 'express';
import { route } from '../../../http/route.js';
import { privacyPaths } from '../privacy.paths.js';
import { type AnomalyPagesServices, listAnomalies } from './anomalies.controller.js';

/** For the auditor: who looked at people in a way that stands out. */
export function createAnomaliesRouter(services: AnomalyPagesServices): Router {
  const router = Router();
  route(router, {
    method: 'get',
    path: privacyPaths.anomalies,
    permission: 'audit.read',
    handler: listAnomalies(services),
  });
  return router;
}
