import type { Request, RequestHandler } from 'express';
import { tryParse } from '../../../http/parse.js';
import { staffOf } from '../../../http/require-permission.js';
import { MESSAGE_STATES, placeIn, placeText } from '../../notifications/index.js';
import { operationsPaths as paths } from '../operations.paths.js';
import type { OperationsServices } from '../operations-services.js';
import { zoneOf } from '../zone-of.js';
import { describeSubjects } from './message-subjects.js';
import { kindTitles, messageRow } from './message-row.js';
import { CHANNEL_NAMES, FILTER_NAMES, type MessageFilter, messagesForm } from './messages.forms.js';
import { hallOf, questionOf } from './question.js';

/** What was sent and what was not: for whoever asks whether a couple was told, and for the dead letters. */
export function listMessages(services: OperationsServices): RequestHandler {
  return async (req, res) => {
    const { lang: _, ...fields } = req.query;
    const { value, errors } = tryParse(messagesForm, fields);
    const { before, ...filter } = errors.length > 0 ? ({} as MessageFilter & { before?: string }) : value;
    const zone = zoneOf(res);
    const question = await questionOf(filter, { req, zone, services });
    const { desk, catalogue } = services.notifications;
    const within = hallOf(req);
    const [page, failed, halls] = await Promise.all([
      errors.length > 0 ? { messages: [] } : desk.search(question, placeIn(before)),
      desk.count({ state: 'failed', ...(within !== undefined && { hall: within }) }),
      services.halls.list(),
    ]);
    const subjects = await describeSubjects(
      page.messages.map(({ subject }) => subject),
      services,
    );
    const href = (more: Record<string, string> = {}) => `${paths.messages}?${searchOf(fields, more)}#found`;
    res.status(errors.length > 0 ? 422 : 200).render('operations/messages.njk', {
      paths,
      asked: typedIn(fields),
      choices: choicesOf(req, services),
      ...(within === undefined && {
        halls: halls.map(({ id, name }) => ({ value: id, text: name[req.language] })),
      }),
      rows: page.messages.map((message) => messageRow(message, { req, catalogue, halls, subjects })),
      links: {
        ...(before !== undefined && { previous: href() }),
        ...('older' in page && page.older && { next: href({ before: placeText(page.older) }) }),
      },
      failed,
      isDead: filter.state === 'failed',
      ...(filter.state === 'failed' &&
        page.messages.length > 0 &&
        staffOf(req).can('messages.retry') && { retryAllHref: `${paths.retryAll}?${searchOf(fields)}` }),
      done: doneText(req),
      ...(errors.length > 0 && {
        errors: errors.map(({ field, code, params }) => ({
          field,
          message: req.t(`validation:${code}`, { ...params }),
        })),
      }),
    });
  };
}

/** What was typed into the filter, to show it again. */
export function typedIn(fields: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    FILTER_NAMES.map((name) => {
      const value = fields[name];
      return [name, typeof value === 'string' ? value.slice(0, 200) : ''];
    }),
  );
}

/** A filter as the query of an address, without what is empty. */
export function searchOf(fields: Record<string, unknown>, more: Record<string, string> = {}): string {
  const given = Object.entries({ ...typedIn(fields), ...more }).filter(([, value]) => value !== '');
  return new URLSearchParams(given).toString();
}

function choicesOf({ t, language }: Request, { notifications }: OperationsServices) {
  return {
    kinds: [...kindTitles(notifications.catalogue, language)].map(([value, text]) => ({ value, text })),
    states: MESSAGE_STATES.map((value) => ({ value, text: t(`operations:states.${value}`) })),
    channels: CHANNEL_NAMES.map((value) => ({ value, text: t(`operations:channels.${value}`) })),
  };
}

function doneText({ query, t }: Request): string | undefined {
  const count =
    typeof query['retried'] === 'string' && /^\d{1,7}$/.test(query['retried']) ? Number(query['retried']) : undefined;
  return count === undefined ? undefined : t('operations:messages.retried', { count });
}
