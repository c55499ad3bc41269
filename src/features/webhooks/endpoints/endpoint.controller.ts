import type { Request, RequestHandler } from 'express';
import { parse } from '../../../http/parse.js';
import { changedBy, formFields, type WebhookServices } from '../page-services.js';
import { seenForm } from '../webhooks.forms.js';
import { webhookPaths as paths } from '../webhooks.paths.js';
import { describeEndpoint } from './describe-endpoint.js';
import { isStale } from './editing.controller.js';
import { renderEndpoint } from './endpoint-page.js';
import type { ChangedBy, Seen } from './endpoints.service.js';
import { sendTestEvent } from './test-event.js';

export function showEndpoint(services: WebhookServices): RequestHandler {
  return (req, res) => renderEndpoint(services, { req, res });
}

export function pauseEndpoint(services: WebhookServices): RequestHandler {
  return changing(services, (seen, by) => services.webhooks.endpoints.pause(seen, by), doneAs('paused'));
}

export function resumeEndpoint(services: WebhookServices): RequestHandler {
  return changing(services, (seen, by) => services.webhooks.endpoints.resume(seen, by), doneAs('resumed'));
}

export function removeEndpoint(services: WebhookServices): RequestHandler {
  const { endpoints } = services.webhooks;
  return changing(
    services,
    (seen, by) => endpoints.remove(seen, by),
    () => `${paths.list}?done=removed`,
  );
}

/** What goes with an endpoint, before anything does. */
export function confirmRemoval({ webhooks, halls }: WebhookServices): RequestHandler {
  return async (req, res) => {
    const record = await webhooks.endpoints.find(idOf(req));
    const { queued = 0, failed = 0 } = await webhooks.deliveries.counts(record._id);
    const endpoint = describeEndpoint(record, { req, halls: await halls.list() });
    res.render('webhooks/remove.njk', { paths, endpoint, queued, failed });
  };
}

/** Tries the receiver while somebody waits for how it answers. */
export function testEndpoint(services: WebhookServices): RequestHandler {
  const { webhooks } = services;
  return async (req, res) => {
    const { _id } = await webhooks.endpoints.find(idOf(req));
    const by = changedBy(req, services);
    const outcome = await sendTestEvent(webhooks.channel(), { endpoint: _id, now: by.now });
    await webhooks.endpoints.noteTest(_id, outcome, by);
    res.redirect(303, `${paths.endpoint(_id)}?done=tested`);
  };
}

function changing(
  services: WebhookServices,
  change: (seen: Seen, by: ChangedBy) => Promise<void>,
  next: (id: string) => string,
): RequestHandler {
  return async (req, res) => {
    const { _id } = await services.webhooks.endpoints.find(idOf(req));
    try {
      const { revision } = parse(seenForm, formFields(req));
      await change({ id: _id, revision }, changedBy(req, services));
      res.redirect(303, next(_id));
    } catch (error) {
      if (!isStale(error)) throw error;
      await renderEndpoint(services, { req, res, hasChanged: true });
    }
  };
}

function doneAs(done: string): (id: string) => string {
  return (id) => `${paths.endpoint(id)}?done=${done}`;
}

function idOf({ params }: Request): string {
  return String(params['id']);
}
