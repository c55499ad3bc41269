import type { Request, RequestHandler, Response } from 'express';
import { DomainError, ValidationFailed } from '../../../errors/index.js';
import { parse } from '../../../http/parse.js';
import { EVENT_TITLES, EVENT_TYPES } from '../events/event-catalogue.js';
import { changedBy, faultsIn, formFields, type WebhookServices } from '../page-services.js';
import { changedEndpointForm, newEndpointForm, rotateForm } from '../webhooks.forms.js';
import { webhookPaths as paths } from '../webhooks.paths.js';
import type { EndpointRecord } from './endpoint.model.js';
import { renderEndpoint } from './endpoint-page.js';

export function showNewEndpoint(services: WebhookServices): RequestHandler {
  return (_req, res) => renderForm(services, { req: _req, res, values: { events: [...EVENT_TYPES] } });
}

/** The answer to the form that makes an endpoint is the only one that shows its secret. */
export function addEndpoint(services: WebhookServices): RequestHandler {
  return async (req, res) => {
    try {
      const { hall, ...fields } = parse(newEndpointForm, formFields(req));
      const known = hall === undefined ? undefined : await services.halls.find(hall);
      if (hall !== undefined && !known) throw new ValidationFailed([{ field: 'hall', code: 'unknown-hall' }]);
      const asked = { ...fields, ...(hall !== undefined && { hall }) };
      const { endpoint, secret } = await services.webhooks.endpoints.add(asked, changedBy(req, services));
      renderSecret(res, { endpoint, secret, status: 201 });
    } catch (error) {
      await renderForm(services, { req, res, values: typedIn(req), errors: faultsIn(error, req.t) });
    }
  };
}

export function showChanges(services: WebhookServices): RequestHandler {
  return async (req, res) => {
    const endpoint = await services.webhooks.endpoints.find(String(req.params['id']));
    const events = endpoint.events.map(({ type }) => type);
    await renderForm(services, { req, res, endpoint, values: { ...endpoint, events } });
  };
}

export function changeEndpoint(services: WebhookServices): RequestHandler {
  return async (req, res) => {
    const { endpoints } = services.webhooks;
    const endpoint = await endpoints.find(String(req.params['id']));
    try {
      const { revision, ...fields } = parse(changedEndpointForm, formFields(req));
      await endpoints.change({ id: endpoint._id, revision }, fields, changedBy(req, services));
      res.redirect(303, `${paths.endpoint(endpoint._id)}?done=changed`);
    } catch (error) {
      if (isStale(error)) return renderEndpoint(services, { req, res, hasChanged: true });
      await renderForm(services, { req, res, endpoint, values: typedIn(req), errors: faultsIn(error, req.t) });
    }
  };
}

export function rotateSecret(services: WebhookServices): RequestHandler {
  return async (req, res) => {
    const { endpoints } = services.webhooks;
    const endpoint = await endpoints.find(String(req.params['id']));
    try {
      const { revision, old } = parse(rotateForm, formFields(req));
      const seen = { id: endpoint._id, revision };
      const secret = await endpoints.rotate(seen, { atOnce: old === 'at-once' }, changedBy(req, services));
      renderSecret(res, { endpoint, secret, status: 200, old });
    } catch (error) {
      if (isStale(error)) return renderEndpoint(services, { req, res, hasChanged: true });
      throw error;
    }
  };
}

/** Somebody else was quicker: the page shows what is true now. */
export function isStale(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'changed-meanwhile';
}

interface FormPage {
  req: Request;
  res: Response;
  endpoint?: EndpointRecord;
  values: { url?: string; description?: string; hall?: string; events: readonly string[] };
  errors?: { field: string; message: string }[];
}

async function renderForm(
  { halls, webhooks }: WebhookServices,
  { req, res, endpoint, values, errors }: FormPage,
): Promise<void> {
  const { language } = req;
  res.status(errors ? 422 : 200).render('webhooks/form.njk', {
    action: endpoint ? paths.edit(endpoint._id) : paths.list,
    backHref: endpoint ? paths.endpoint(endpoint._id) : paths.list,
    revision: endpoint?.revision,
    isNew: endpoint === undefined,
    isLocal: webhooks.isLocal,
    values,
    events: EVENT_TYPES.map((value) => ({ value, text: EVENT_TITLES[value][language], hint: value })),
    halls: (await halls.list()).map(({ id, name }) => ({ value: id, text: name[language] })),
    errors,
  });
}

function renderSecret(
  res: Response,
  page: { endpoint: EndpointRecord; secret: string; status: number; old?: string },
): void {
  const { endpoint, secret, status, old } = page;
  res
    .status(status)
    .set('Cache-Control', 'no-store')
    .render('webhooks/secret.njk', { secret, old, url: endpoint.url, nextHref: paths.endpoint(endpoint._id) });
}

/** What was typed, to show it again. */
function typedIn(req: Request): FormPage['values'] {
  const { url, description, hall, events } = formFields(req);
  const typed = (value: unknown) => (typeof value === 'string' ? value.slice(0, 600) : '');
  return {
    url: typed(url),
    description: typed(description),
    hall: typed(hall),
    events: [events].flat().filter((event) => typeof event === 'string'),
  };
}
