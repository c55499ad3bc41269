import express, { type Router } from 'express';
import { route } from '../../../http/route.js';
import { protectForms } from '../../../infrastructure/csrf.js';
import type { StaffServices } from '../staff-services.js';
import { staffPaths } from '../staff.paths.js';
import { exportAudit, showAudit, verifyChain } from './audit.controller.js';

/** What the security auditor does. */
export function addAuditRoutes(router: Router, services: StaffServices): void {
  const { audit: path } = staffPaths;
  const before = [express.urlencoded({ extended: false, limit: '32kb' }), protectForms];

  route(router, { method: 'get', path, permission: 'audit.read', handler: showAudit(services) });
  route(router, {
    method: 'post',
    path: `${path}/verify`,
    permission: 'audit.read',
    before,
    handler: verifyChain(services),
  });
  route(router, {
    method: 'post',
    path: `${path}/export`,
    permission: 'audit.export',
    before,
    handler: exportAudit(services),
  });
}
