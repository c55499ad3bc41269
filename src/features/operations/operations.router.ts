import express, { Router } from 'express';
import { route } from '../../http/route.js';
import { protectForms } from '../../infrastructure/csrf.js';
import { runJobNow, showJob, showOperations } from './jobs/jobs.controller.js';
import { giveUpMessage, retryMessage, showMessage } from './messages/message.controller.js';
import { listMessages } from './messages/messages.controller.js';
import { confirmRetryAll, retryAll } from './messages/retry-all.controller.js';
import { searchMessages } from './messages/search.controller.js';
import { operationsPaths as paths } from './operations.paths.js';
import type { OperationsServices } from './operations-services.js';

/** How the product runs: its recurring jobs, and what became of its messages. */
export function createOperationsRouter(services: OperationsServices): Router {
  const router = Router();
  const before = [express.urlencoded({ extended: false, limit: '16kb' }), protectForms];
  const watch = { method: 'get', permission: 'operations.view' } as const;
  const look = { method: 'get', permission: 'messages.view' } as const;
  const act = { method: 'post', permission: 'messages.retry', before } as const;

  route(router, { ...watch, path: paths.operations, handler: showOperations(services) });
  route(router, { ...watch, path: paths.job(':name'), handler: showJob(services) });
  route(router, {
    method: 'post',
    path: paths.runJob(':name'),
    permission: 'operations.run',
    before,
    handler: runJobNow(services),
  });

  route(router, { ...look, path: paths.messages, handler: listMessages(services) });
  route(router, { ...look, method: 'post', before, path: paths.messages, handler: searchMessages(services) });
  route(router, { ...act, method: 'get', before: [], path: paths.retryAll, handler: confirmRetryAll(services) });
  route(router, { ...act, path: paths.retryAll, handler: retryAll(services) });
  route(router, { ...look, path: paths.message(':id'), handler: showMessage(services) });
  route(router, { ...act, path: paths.retry(':id'), handler: retryMessage(services) });
  route(router, { ...act, path: paths.giveUp(':id'), handler: giveUpMessage(services) });
  return router;
}
