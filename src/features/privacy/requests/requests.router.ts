import express, { Router } from 'express';
import { route } from '../../../http/route.js';
import { offerFormToken, protectForms } from '../../../infrastructure/csrf.js';
import { privacyPaths } from '../privacy.paths.js';
import {
  answerRequest,
  listRequests,
  personOfRequest,
  type RequestPagesServices,
  showRequest,
} from './requests.controller.js';

/** What people ask that a person has to answer. */
export function createRequestsRouter(services: RequestPagesServices): Router {
  const router = Router();
  const path = privacyPaths.staffRequest(':id');
  const form = [express.urlencoded({ extended: false, limit: '32kb' }), protectForms, offerFormToken];
  route(router, {
    method: 'get',
    path: privacyPaths.staff,
    permission: 'privacy.answer',
    before: [offerFormToken],
    handler: listRequests(services),
  });
  route(router, {
    method: 'get',
    path,
    permission: 'privacy.answer',
    before: [offerFormToken],
    handler: showRequest(services),
  });
  route(router, { method: 'post', path, permission: 'privacy.answer', before: form, handler: answerRequest(services) });
  const person = personOfRequest(services);
  const personPath = privacyPaths.staffPerson(':id');
  route(router, {
    method: 'get',
    path: personPath,
    permission: 'person.read',
    before: [offerFormToken],
    handler: person.ask,
  });
  route(router, { method: 'post', path: personPath, permission: 'person.read', before: form, handler: person.open });
  return router;
}
