import { Router } from 'express';
import { route } from '../../../http/route.js';
import { privacyPaths } from '../privacy.paths.js';
import { type RetentionPagesServices, showRetention } from './retention.controller.js';

/** For the auditor: that what was kept long enough is gone, and that the keys are changed. */
export function createRetentionRouter(services: RetentionPagesServices): Router {
  const router = Router();
  route(router, {
    method: 'get',
    path: privacyPaths.retention,
    permission: 'audit.read',
    handler: showRetention(services),
  });
  return router;
}
