import type { RequestHandler, Router } from 'express';
import type { Operation } from './operation.js';
import { isStaffPermission, type StaffPermission } from './permissions.js';
import { requirePermission } from './require-permission.js';

/**
 * Who may call a route. Couples are `public`: what they may see is decided by the token or draft they hold. A staff permission
 * is enforced by `route()` itself; `gateway-signature` is another system that signs what it sends.
 */
export type Permission =
  'public' | 'manage-token' | 'draft-owner' | 'gateway-signature' | 'development' | StaffPermission;

export interface RouteSpec {
  method: 'get' | 'post' | 'delete';
  path: string;
  permission: Permission;
  /** Rate limit, body parser and the like, in order; they run before the handler. */
  before?: RequestHandler[];
  /** What the API document says about it; pages have none. */
  operation?: Operation;
  handler: RequestHandler;
}

const declared = new WeakMap<Router, RouteSpec[]>();

/** Declares one route, so that method, path, permission and limits are read on one line and can be listed by a test. */
export function route(router: Router, spec: RouteSpec): void {
  const specs = declared.get(router) ?? [];
  specs.push(spec);
  declared.set(router, specs);
  const { permission } = spec;
  const guard = isStaffPermission(permission) ? [requirePermission(permission)] : [];
  router[spec.method](spec.path, ...guard, ...(spec.before ?? []), spec.handler);
}

/** Everything declared on a router, for the API document and for the tests that walk every route. */
export function routesOf(router: Router): readonly RouteSpec[] {
  return declared.get(router) ?? [];
}
