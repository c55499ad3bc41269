import type { RequestHandler } from 'express';
import { actedBy } from '../../../audit/index.js';
import { ValidationFailed } from '../../../errors/index.js';
import { tryParse } from '../../../http/parse.js';
import { actorOf } from '../../../http/require-permission.js';
import { operationsPaths as paths } from '../operations.paths.js';
import type { OperationsServices } from '../operations-services.js';
import { zoneOf } from '../zone-of.js';
import { listHref, typedIn } from './filter-address.js';
import { handledEvent, newHandledKey } from './handled-audit.js';
import { kindTitles } from './message-row.js';
import { messagesForm, retryAllForm } from './messages.forms.js';
import { aboutText } from './messages.controller.js';
import { hallOf, questionOf } from './question.js';

/** How many messages would be tried again, before anything is. */
export function confirmRetryAll(services: OperationsServices): RequestHandler {
  return async (req, res) => {
    const { lang: _, ...fields } = req.query;
    const { value, errors } = tryParse(messagesForm, fields);
    if (errors.length > 0) throw new ValidationFailed(errors);
    const { before: __, ...filter } = value;
    const asked = typedIn(fields);
    const about = filter.about === undefined ? undefined : await aboutText(filter.about, { req, services });
    // Nothing would be tried again, for no reason that has to do with the messages; the list says which.
    if (filter.about !== undefined && about === undefined) {
      return void res.redirect(303, listHref({ ...asked, state: 'failed' }));
    }
    const { desk, catalogue } = services.notifications;
    const question = await questionOf({ ...filter, state: 'failed' }, { req, zone: zoneOf(res), services });
    const titles = kindTitles(catalogue, req.language);
    const hall = filter.hall === undefined ? undefined : await services.halls.find(filter.hall);
    res.render('operations/retry-all.njk', {
      paths,
      count: await desk.count(question),
      until: services.clock.now().toISOString(),
      asked,
      shown: [
        { name: 'about', text: about },
        { name: 'kind', text: filter.kind && (titles.get(filter.kind) ?? filter.kind) },
        { name: 'channel', text: filter.channel && req.t(`operations:channels.${filter.channel}`) },
        { name: 'hall', text: hall?.name[req.language] ?? filter.hall },
        { name: 'code', text: filter.code },
        { name: 'from', text: filter.from },
        { name: 'to', text: filter.to },
      ].flatMap(({ name, text }) => (text ? [{ key: req.t(`operations:filter.${name}`), value: text }] : [])),
      backHref: listHref({ ...asked, state: 'failed' }),
    });
  };
}

/** Tries all again that the page before counted; what has failed since is left for somebody to look at. */
export function retryAll(services: OperationsServices): RequestHandler {
  return async (req, res) => {
    const { _csrf, ...fields } = (req.body ?? {}) as Record<string, unknown>;
    const { value, errors } = tryParse(retryAllForm, fields);
    if (errors.length > 0) throw new ValidationFailed(errors);
    const { until, ...filter } = value;
    const now = services.clock.now();
    const question = await questionOf({ ...filter, state: 'failed' }, { req, zone: zoneOf(res), services });
    const actor = actorOf(req);
    const handled = { action: 'retried' as const, at: now, ...actedBy(actor), key: newHandledKey('many') };
    const count = await services.notifications.desk.retryAll(question, { until, now, handled });
    const hall = hallOf(req);
    // Whatever stands in a form that was made by hand: into the audit come ids of what there is, and nothing else.
    const { about, ...named } = filter;
    const asked = { ...named, ...(about !== undefined && { subjects: question.subjects }) };
    await services.audit.append([handledEvent(handled, { details: { count, until, filter: asked }, hall })]);
    res.redirect(303, `${paths.messages}?retried=${count}`);
  };
}
