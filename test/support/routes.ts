import type { Router } from 'express';
import { isStaffPermission, type StaffPermission } from '../../src/http/permissions.js';
import { routesOf, type RouteSpec } from '../../src/http/route.js';
import { createPageRouters } from '../../src/pages.js';
import type { Bureau } from './bureau.js';

export type StaffRoute = RouteSpec & { permission: StaffPermission };

/** Every route of the pages, as declared. */
export function pageRoutes(bureau: Bureau): RouteSpec[] {
  return routesBelow(createPageRouters(bureau.services));
}

/** Those that ask for a permission of the staff. */
export function staffRoutes(bureau: Bureau): StaffRoute[] {
  return pageRoutes(bureau).filter((spec): spec is StaffRoute => isStaffPermission(spec.permission));
}

/** The address of a route with something in the place of its parameters. */
export function addressOf({ path }: Pick<RouteSpec, 'path'>, value = 'unknown'): string {
  return path.replace(/:\w+/g, value);
}

function routesBelow(router: Router): RouteSpec[] {
  const nested = router.stack.flatMap(({ handle }) => ('stack' in handle ? routesBelow(handle as Router) : []));
  return [...routesOf(router), ...nested];
}
