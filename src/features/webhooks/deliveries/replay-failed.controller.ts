import type { RequestHandler } from 'express';
import { parse, tryParse } from '../../../http/parse.js';
import { addDays, civilDateAt, instantAt } from '../../calendar/index.js';
import { describeEndpoint } from '../endpoints/describe-endpoint.js';
import { changedBy, formFields, type WebhookServices, zoneOf } from '../page-services.js';
import { replayForm, sinceForm } from '../webhooks.forms.js';
import { webhookPaths as paths } from '../webhooks.paths.js';

const DAYS_BACK = 7;

/** How many would be sent again, before anything is. */
export function confirmReplay({ webhooks, halls, clock }: WebhookServices): RequestHandler {
  return async (req, res) => {
    const record = await webhooks.endpoints.find(String(req.params['id']));
    const now = clock.now();
    const zone = zoneOf(res);
    const { value, errors } = tryParse(sinceForm, { since: req.query['since'] });
    const asked = errors.length === 0 ? value.since : undefined;
    const since = asked ?? addDays(civilDateAt(now, zone), -DAYS_BACK);
    res.status(errors.length > 0 ? 422 : 200).render('webhooks/replay.njk', {
      action: paths.replayFailed(record._id),
      endpoint: describeEndpoint(record, { req, halls: await halls.list() }),
      since,
      until: now.toISOString(),
      count: await webhooks.deliveries.countFailed(record._id, instantAt(since, '00:00', zone)),
      ...(errors.length > 0 && { errors: [{ field: 'since', message: req.t('validation:not-a-date') }] }),
    });
  };
}

/** Sends all again that the page before counted; what has failed since is left for somebody to look at. */
export function replayFailed(services: WebhookServices): RequestHandler {
  const { webhooks } = services;
  return async (req, res) => {
    const { _id } = await webhooks.endpoints.find(String(req.params['id']));
    const { since, until } = parse(replayForm, formFields(req));
    const by = changedBy(req, services);
    const from = instantAt(since, '00:00', zoneOf(res));
    const count = await webhooks.deliveries.replayFailed(_id, { since: from, until, now: by.now });
    await webhooks.endpoints.note('replayed-failed', _id, { by, details: { since: from, until, count } });
    res.redirect(303, `${paths.endpoint(_id)}?done=replayed&count=${count}`);
  };
}
