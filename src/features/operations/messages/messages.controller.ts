import type { Request, RequestHandler, Response } from 'express';
import { tryParse } from '../../../http/parse.js';
import { staffOf } from '../../../http/require-permission.js';
import { MESSAGE_STATES, placeIn, placeText } from '../../notifications/index.js';
import { operationsPaths as paths } from '../operations.paths.js';
import type { OperationsServices } from '../operations-services.js';
import { zoneOf } from '../zone-of.js';
import { inWords, type WordedError } from './field-errors.js';
import { idsIn, listHref, listIn, searchOf, typedIn, withList } from './filter-address.js';
import { describeSubjects, subjectName, subjectsWithin } from './message-subjects.js';
import { kindTitles, messageRow } from './message-row.js';
import { CHANNEL_NAMES, type MessageFilter, messagesForm } from './messages.forms.js';
import { hallOf, questionOf } from './question.js';

interface MessagesPage {
  req: Request;
  res: Response;
  /** The filter as it was given. */
  fields: Record<string, unknown>;
  /** Why nothing is looked for. */
  errors?: WordedError[];
  /** What somebody typed to find something; only the page that answers their form shows it again. */
  typed?: string;
}

/** What was sent and what was not: for whoever asks whether a couple was told, and for the dead letters. */
export function listMessages(services: OperationsServices): RequestHandler {
  return async (req, res) => {
    const { lang: _, ...fields } = req.query;
    const errors = inWords(tryParse(messagesForm, fields).errors, req);
    return renderMessages(services, { req, res, fields, ...(errors.length > 0 && { errors }) });
  };
}

export async function renderMessages(
  services: OperationsServices,
  { req, res, fields, errors, typed = '' }: MessagesPage,
): Promise<void> {
  const given = errors ? {} : tryParse(messagesForm, fields).value;
  const { before, ...filter }: MessageFilter & { before?: string } = given;
  const asked = typedIn(fields);
  const about = asked['about'] ? await aboutText(asked['about'], { req, services }) : undefined;
  const hasLapsed = Boolean(asked['about']) && about === undefined;
  const isLookedFor = !errors && !hasLapsed;
  const question = await questionOf(filter, { req, zone: zoneOf(res), services });
  const { desk, catalogue } = services.notifications;
  const within = hallOf(req);
  const [page, failed, halls] = await Promise.all([
    isLookedFor ? desk.search(question, placeIn(before)) : { messages: [] },
    desk.count({ state: 'failed', ...(within !== undefined && { hall: within }) }),
    services.halls.list(),
  ]);
  const subjects = await describeSubjects(
    page.messages.map(({ subject }) => subject),
    catalogue,
  );
  const list = listIn(fields);
  const href = (more: Record<string, string> = {}) => `${listHref(fields, more)}#found`;
  res.status(errors ? 422 : 200).render('operations/messages.njk', {
    paths,
    asked: { ...asked, search: typed },
    choices: choicesOf(req, services),
    about,
    withoutAboutHref: listHref({ ...fields, about: '' }),
    hasLapsed,
    isLookedFor,
    ...(within === undefined && {
      halls: halls.map(({ id, name }) => ({ value: id, text: name[req.language] })),
    }),
    rows: page.messages.map((message) => ({
      ...messageRow(message, { req, catalogue, halls, subjects }),
      href: withList(paths.message(message.id), list),
    })),
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
    ...(errors && { errors }),
  });
}

/** What a filter asks about, in words; undefined when its asker may know nothing of it. */
export async function aboutText(
  about: string,
  { req, services }: { req: Request; services: OperationsServices },
): Promise<string | undefined> {
  const known = await subjectsWithin(idsIn(about), { hall: hallOf(req), ...services.notifications });
  const names = [...known.values()].map((subject) => subjectName(subject, req.language));
  return names.length === 0 ? undefined : names.join(' · ');
}

function choicesOf({ t, language }: Request, { notifications: { catalogue } }: OperationsServices) {
  const names = catalogue.sources.map(({ desk }) => desk.typed[language]);
  return {
    names: new Intl.ListFormat(language, { type: 'disjunction' }).format(names),
    examples: catalogue.sources.map(({ desk }) => unbroken(desk.example)).join(t('operations:filter.comma')),
    kinds: [...kindTitles(catalogue, language)].map(([value, text]) => ({ value, text })),
    states: MESSAGE_STATES.map((value) => ({ value, text: t(`operations:states.${value}`) })),
    channels: CHANNEL_NAMES.map((value) => ({ value, text: t(`operations:channels.${value}`) })),
  };
}

/** A number in one line: a narrow column would otherwise part it at a dash. */
function unbroken(number: string): string {
  return number.replaceAll('-', '-\u2060');
}

function doneText({ query, t }: Request): string | undefined {
  const count =
    typeof query['retried'] === 'string' && /^\d{1,7}$/.test(query['retried']) ? Number(query['retried']) : undefined;
  return count === undefined ? undefined : t('operations:messages.retried', { count });
}
