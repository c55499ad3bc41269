import type { Request, RequestHandler, Response } from 'express';
import { actedBy } from '../../../audit/index.js';
import { NotFound } from '../../../errors/index.js';
import { tryParse } from '../../../http/parse.js';
import { actorOf, staffOf } from '../../../http/require-permission.js';
import { newId } from '../../../infrastructure/ids.js';
import type { DeskMessage, HandledItem } from '../../notifications/index.js';
import { operationsPaths as paths } from '../operations.paths.js';
import type { OperationsServices } from '../operations-services.js';
import { zoneOf } from '../zone-of.js';
import { describeSubjects } from './message-subjects.js';
import { inWords, type WordedError } from './field-errors.js';
import { listIn, withList } from './filter-address.js';
import { handledEvent, newHandledKey } from './handled-audit.js';
import { messageFacts, messageHistory, staffIdIn } from './message-facts.js';
import { messageRow } from './message-row.js';
import { giveUpForm } from './messages.forms.js';
import { hallOf } from './question.js';
import { shownWords } from './shown-words.js';

/** What a page says was done when it is shown again. */
const DONE = ['retried', 'given-up'] as const;

/** One message: what became of it and, for those who work with people's records, what it said. Each look is audited. */
export function showMessage(services: OperationsServices): RequestHandler {
  return async (req, res) => {
    const message = await messageOf(services, req);
    await noteLook(services, req, message);
    return render(services, { req, res, message, status: 200 });
  };
}

export function retryMessage(services: OperationsServices): RequestHandler {
  return async (req, res) => {
    const message = await messageOf(services, req);
    const handled = handledBy(req, { action: 'retried', at: services.clock.now() });
    const isDone = await services.notifications.desk.retry(message.id, handled, hallOf(req));
    if (!isDone) return renderChanged(services, req, res);
    await services.audit.append([handledEvent(handled, message)]);
    res.redirect(303, withList(paths.message(message.id), listIn(req.query), { done: 'retried' }));
  };
}

export function giveUpMessage(services: OperationsServices): RequestHandler {
  return async (req, res) => {
    const message = await messageOf(services, req);
    const { _csrf, ...fields } = (req.body ?? {}) as Record<string, unknown>;
    const { value, errors } = tryParse(giveUpForm, fields);
    if (errors.length > 0) {
      const typed = typeof fields['reason'] === 'string' ? fields['reason'].slice(0, 200) : '';
      return render(services, {
        req,
        res,
        message,
        status: 422,
        errors: inWords(errors, req),
        values: { reason: typed },
      });
    }
    const { reason } = value;
    const handled = { ...handledBy(req, { action: 'given-up', at: services.clock.now() }), reason };
    const isDone = await services.notifications.desk.giveUp(message.id, handled, hallOf(req));
    if (!isDone) return renderChanged(services, req, res);
    await services.audit.append([handledEvent(handled, message)]);
    res.redirect(303, withList(paths.message(message.id), listIn(req.query), { done: 'given-up' }));
  };
}

async function messageOf({ notifications }: OperationsServices, req: Request): Promise<DeskMessage> {
  const message = await notifications.desk.find(String(req.params['id']), hallOf(req));
  if (!message) throw new NotFound();
  return message;
}

/** Somebody else, or the worker, was quicker: the page shows what is true now. */
async function renderChanged(services: OperationsServices, req: Request, res: Response): Promise<void> {
  return render(services, { req, res, message: await messageOf(services, req), status: 409 });
}

interface MessagePage {
  req: Request;
  res: Response;
  message: DeskMessage;
  status: number;
  errors?: WordedError[];
  values?: { reason: string };
}

async function render(
  services: OperationsServices,
  { req, res, message, status, ...page }: MessagePage,
): Promise<void> {
  const { desk, catalogue } = services.notifications;
  const halls = await services.halls.list();
  const subjects = await describeSubjects([message.subject], catalogue);
  const mayRead = staffOf(req).can('person.read');
  const words = mayRead ? await desk.wordsOf(message.id, hallOf(req)) : undefined;
  const actors = (message.handled ?? []).flatMap(({ actor }) => staffIdIn(actor) ?? []);
  const names = await services.staff.directory.namesOf(actors);
  const row = messageRow(message, { req, catalogue, halls, subjects });
  const isCode = catalogue.all().find(({ kind }) => kind === message.kind)?.urgency === 'code';
  const list = listIn(req.query);
  const done = DONE.find((each) => each === req.query['done']);
  res.status(status).render('operations/message.njk', {
    paths,
    message: row,
    facts: messageFacts(row, req),
    history: messageHistory(row, { req, zone: zoneOf(res), names }),
    backHref: withList(paths.messages, list),
    retryAction: withList(paths.retry(message.id), list),
    giveUpAction: withList(paths.giveUp(message.id), list),
    mayRead,
    isCode,
    words: words !== undefined && !isCode ? shownWords(words, req.t('operations:message.link')) : undefined,
    mayAct: message.state === 'failed' && staffOf(req).can('messages.retry'),
    hasChanged: status === 409,
    ...(done && { done: req.t(`operations:message.done.${done}`) }),
    ...page,
  });
}

function handledBy(req: Request, what: Pick<HandledItem, 'action' | 'at'>): HandledItem {
  return { ...what, ...actedBy(actorOf(req)), key: newHandledKey('one') };
}

async function noteLook({ audit, clock }: OperationsServices, req: Request, message: DeskMessage): Promise<void> {
  await audit.append([
    {
      key: `message-read:${newId()}`,
      at: clock.now(),
      ...actedBy(actorOf(req)),
      action: 'message.read',
      subject: `message:${message.id}`,
      result: 'done',
      ...(message.hall !== undefined && { hall: message.hall }),
      details: { words: staffOf(req).can('person.read') },
    },
  ]);
}
