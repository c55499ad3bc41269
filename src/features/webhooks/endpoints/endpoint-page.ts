import type { Request, Response } from 'express';
import { tryParse } from '../../../http/parse.js';
import { staffOf } from '../../../http/require-permission.js';
import { MESSAGE_STATES, type MessageState, placeIn, placeText } from '../../notifications/index.js';
import { deliveryRows } from '../deliveries/delivery-row.js';
import type { WebhookServices } from '../page-services.js';
import { deliveriesForm } from '../webhooks.forms.js';
import { webhookPaths as paths } from '../webhooks.paths.js';
import { describeEndpoint } from './describe-endpoint.js';

/** What a page says was done when it is shown again. */
const DONE = ['changed', 'paused', 'resumed', 'tested', 'replayed'] as const;

interface EndpointPage {
  req: Request;
  res: Response;
  hasChanged?: boolean;
}

/** One endpoint: how it stands, what can be done with it, and what was delivered to it. */
export async function renderEndpoint(
  services: WebhookServices,
  { req, res, hasChanged = false }: EndpointPage,
): Promise<void> {
  const { webhooks, halls, clock } = services;
  const record = await webhooks.endpoints.find(String(req.params['id']));
  const { state, before } = tryParse(deliveriesForm, { state: req.query['state'], before: req.query['before'] }).value;
  const [counts, page, all] = await Promise.all([
    webhooks.deliveries.counts(record._id),
    webhooks.deliveries.list(record._id, { state, before: placeIn(before) }),
    halls.list(),
  ]);
  const done = DONE.find((each) => each === req.query['done']);
  const href = (more: Record<string, string>) =>
    `${paths.endpoint(record._id)}?${new URLSearchParams({ ...(state && { state }), ...more }).toString()}#deliveries`;
  res.status(hasChanged ? 409 : 200).render('webhooks/endpoint.njk', {
    paths,
    endpoint: describeEndpoint(record, { req, halls: all }),
    secrets: webhooks.endpoints.secretsOf(record, clock.now()),
    counts: countsInWords(counts, req),
    hasFailed: (counts.failed ?? 0) > 0,
    rows: await deliveryRows(page.messages, { req, services, endpoint: record._id }),
    state,
    states: MESSAGE_STATES.map((value) => ({ value, text: req.t(`webhooks:deliveryStates.${value}`) })),
    links: {
      ...(before !== undefined && { previous: href({}) }),
      ...(page.older && { next: href({ before: placeText(page.older) }) }),
    },
    isLocal: webhooks.isLocal,
    mayManage: staffOf(req).can('webhooks.manage'),
    hasChanged,
    ...(done && { done: req.t(`webhooks:done.${done}`, { count: numberIn(req.query['count']) }) }),
    wasTested: done === 'tested',
  });
}

function countsInWords(counts: Partial<Record<MessageState, number>>, { t }: Request) {
  return MESSAGE_STATES.flatMap((state) => {
    const count = counts[state] ?? 0;
    return count === 0 ? [] : [{ key: t(`webhooks:deliveryStates.${state}`), value: String(count) }];
  });
}

function numberIn(typed: unknown): number {
  return typeof typed === 'string' && /^\d{1,7}$/.test(typed) ? Number(typed) : 0;
}
