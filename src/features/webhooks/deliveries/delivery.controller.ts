import type { Request, RequestHandler, Response } from 'express';
import { NotFound } from '../../../errors/index.js';
import { staffOf } from '../../../http/require-permission.js';
import { changedBy, type WebhookServices } from '../page-services.js';
import { webhookPaths as paths } from '../webhooks.paths.js';
import { deliveryRows } from './delivery-row.js';

/** What goes with a body; the values of a signature are nobody's business but the receiver's. */
const HEADERS = ['content-type', 'webhook-id', 'webhook-timestamp', 'webhook-signature'];

/** One delivery: how it went, and the body as it was sent. */
export function showDelivery(services: WebhookServices): RequestHandler {
  return (req, res) => render(services, { req, res });
}

/** Sends it again under the same id, so that a receiver that has it can tell. */
export function replayDelivery(services: WebhookServices): RequestHandler {
  const { deliveries, endpoints } = services.webhooks;
  return async (req, res) => {
    const { endpoint, message } = await deliveryOf(services, req);
    const by = changedBy(req, services);
    if (!(await deliveries.replay(endpoint._id, message.id, by.now)))
      return render(services, { req, res, hasChanged: true });
    await endpoints.note('replayed', endpoint._id, { by, details: { message: message.id } });
    res.redirect(303, `${paths.delivery(endpoint._id, message.id)}?done=replayed`);
  };
}

interface DeliveryPage {
  req: Request;
  res: Response;
  hasChanged?: boolean;
}

async function render(services: WebhookServices, { req, res, hasChanged = false }: DeliveryPage): Promise<void> {
  const { endpoint, message } = await deliveryOf(services, req);
  const [row] = await deliveryRows([message], { req, services, endpoint: endpoint._id });
  const body = await services.webhooks.deliveries.bodyOf(message);
  const canReplay = ['sent', 'delivered', 'failed'].includes(message.state);
  res.status(hasChanged ? 409 : 200).render('webhooks/delivery.njk', {
    backHref: paths.endpoint(endpoint._id),
    row,
    url: endpoint.url,
    headers: HEADERS,
    body: body === undefined ? undefined : JSON.stringify(JSON.parse(body), null, 2),
    replayAction: paths.replay(endpoint._id, message.id),
    mayReplay: canReplay && staffOf(req).can('webhooks.manage'),
    hasChanged,
    ...(req.query['done'] === 'replayed' && { done: req.t('webhooks:done.replayedOne') }),
  });
}

/** A delivery of this very endpoint; of another one there is none here. */
async function deliveryOf({ webhooks }: WebhookServices, req: Request) {
  const endpoint = await webhooks.endpoints.find(String(req.params['id']));
  const message = await webhooks.deliveries.find(endpoint._id, String(req.params['message']));
  if (!message) throw new NotFound();
  return { endpoint, message };
}
