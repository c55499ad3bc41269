import express, { Router } from 'express';
import { route } from '../../http/route.js';
import { protectForms } from '../../infrastructure/csrf.js';
import { replayDelivery, showDelivery } from './deliveries/delivery.controller.js';
import { confirmReplay, replayFailed } from './deliveries/replay-failed.controller.js';
import {
  addEndpoint,
  changeEndpoint,
  rotateSecret,
  showChanges,
  showNewEndpoint,
} from './endpoints/editing.controller.js';
import {
  confirmRemoval,
  pauseEndpoint,
  removeEndpoint,
  resumeEndpoint,
  showEndpoint,
  testEndpoint,
} from './endpoints/endpoint.controller.js';
import { listEndpoints } from './endpoints/list.controller.js';
import type { WebhookServices } from './page-services.js';
import { webhookPaths as paths } from './webhooks.paths.js';

/** Other systems that are told what happens to appointments, and what became of what they were told. */
export function createWebhooksRouter(services: WebhookServices): Router {
  const router = Router();
  const before = [express.urlencoded({ extended: false, limit: '16kb' }), protectForms];
  const look = { method: 'get', permission: 'webhooks.view' } as const;
  const ask = { method: 'get', permission: 'webhooks.manage' } as const;
  const act = { method: 'post', permission: 'webhooks.manage', before } as const;
  const id = ':id';

  route(router, { ...look, path: paths.list, handler: listEndpoints(services) });
  route(router, { ...ask, path: paths.new, handler: showNewEndpoint(services) });
  route(router, { ...act, path: paths.list, handler: addEndpoint(services) });
  route(router, { ...look, path: paths.endpoint(id), handler: showEndpoint(services) });
  route(router, { ...ask, path: paths.edit(id), handler: showChanges(services) });
  route(router, { ...act, path: paths.edit(id), handler: changeEndpoint(services) });
  route(router, { ...act, path: paths.rotate(id), handler: rotateSecret(services) });
  route(router, { ...act, path: paths.test(id), handler: testEndpoint(services) });
  route(router, { ...act, path: paths.pause(id), handler: pauseEndpoint(services) });
  route(router, { ...act, path: paths.resume(id), handler: resumeEndpoint(services) });
  route(router, { ...ask, path: paths.remove(id), handler: confirmRemoval(services) });
  route(router, { ...act, path: paths.remove(id), handler: removeEndpoint(services) });
  route(router, { ...ask, path: paths.replayFailed(id), handler: confirmReplay(services) });
  route(router, { ...act, path: paths.replayFailed(id), handler: replayFailed(services) });
  route(router, { ...look, path: paths.delivery(id, ':message'), handler: showDelivery(services) });
  route(router, { ...act, path: paths.replay(id, ':message'), handler: replayDelivery(services) });
  return router;
}
