import express, { type RequestHandler, type Router } from 'express';
import { route } from '../../../http/route.js';
import { protectForms } from '../../../infrastructure/csrf.js';
import type { StaffServices } from '../staff-services.js';
import { addPerson, listPeople, showNewPerson } from './people.controller.js';
import { peoplePaths } from './people.paths.js';
import * as person from './person.controller.js';

/** Everything the system administrator does with accounts. */
export function addPeopleRoutes(router: Router, services: StaffServices): void {
  const { list, add, patterns } = peoplePaths;
  const before = [express.urlencoded({ extended: false, limit: '64kb' }), protectForms];
  const show = (path: string, handler: RequestHandler) =>
    route(router, { method: 'get', path, permission: 'staff.manage', handler });
  const change = (path: string, handler: RequestHandler) =>
    route(router, { method: 'post', path, permission: 'staff.manage', before, handler });

  show(list, listPeople(services));
  show(add, showNewPerson(services));
  change(list, addPerson(services));
  show(patterns.self, person.showPerson(services));
  change(patterns.roles, person.changeRoles(services));
  change(patterns.password, person.resetPassword(services));
  change(patterns.secondFactor, person.resetSecondFactor(services));
  change(patterns.unlock, person.unlock(services));
  change(patterns.close, person.closeAccount(services));
  change(patterns.reopen, person.reopenAccount(services));
}
