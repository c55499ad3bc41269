import type { RequestHandler } from 'express';
import { tryParse } from '../../../http/parse.js';
import type { OperationsServices } from '../operations-services.js';
import { inWords } from './field-errors.js';
import { idsText, listHref } from './filter-address.js';
import { subjectsNamed, subjectsWithin } from './message-subjects.js';
import { renderMessages } from './messages.controller.js';
import { searchForm } from './messages.forms.js';
import { hallOf } from './question.js';

/** Posted, because the number of a receipt must not stand in an address; what it names does, by an id that opens nothing. */
export function searchMessages(services: OperationsServices): RequestHandler {
  return async (req, res) => {
    const { _csrf, ...fields } = (req.body ?? {}) as Record<string, unknown>;
    const { value, errors } = tryParse(searchForm, fields);
    const typed = typeof fields['search'] === 'string' ? fields['search'].slice(0, 200) : '';
    if (errors.length > 0) return renderMessages(services, { req, res, fields, typed, errors: inWords(errors, req) });
    const { search, ...filter } = value;
    if (search === undefined) return void res.redirect(303, listHref(filter));
    const { catalogue, desk } = services.notifications;
    const named = await subjectsNamed(search, catalogue);
    const found = await subjectsWithin(named, { hall: hallOf(req), catalogue, desk });
    if (found.size === 0) {
      const message = req.t('operations:filter.notFound');
      return renderMessages(services, { req, res, fields, typed, errors: [{ field: 'search', message }] });
    }
    res.redirect(303, listHref({ ...filter, about: idsText(found.keys()) }));
  };
}
