import type { RequestHandler } from 'express';
import { staffOf } from '../../../http/require-permission.js';
import type { WebhookServices } from '../page-services.js';
import { webhookPaths as paths } from '../webhooks.paths.js';
import { describeEndpoint } from './describe-endpoint.js';

/** Every other system that is told what happens to appointments, and how that goes. */
export function listEndpoints({ webhooks, halls }: WebhookServices): RequestHandler {
  return async (req, res) => {
    const [endpoints, all] = await Promise.all([webhooks.endpoints.list(), halls.list()]);
    const rows = await Promise.all(
      endpoints.map(async (endpoint) => {
        const { failed = 0, queued = 0 } = await webhooks.deliveries.counts(endpoint._id);
        return { ...describeEndpoint(endpoint, { req, halls: all }), failed, queued };
      }),
    );
    res.render('webhooks/list.njk', {
      paths,
      rows,
      isLocal: webhooks.isLocal,
      mayManage: staffOf(req).can('webhooks.manage'),
      ...(req.query['done'] === 'removed' && { done: req.t('webhooks:done.removed') }),
    });
  };
}
