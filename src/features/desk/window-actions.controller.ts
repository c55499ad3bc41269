import type { Request, RequestHandler } from 'express';
import { DomainError, ValidationFailed } from '../../errors/index.js';
import { actorOf } from '../../http/require-permission.js';
import { isBusiness } from '../eligibility/index.js';
import { deskPaths } from './desk.paths.js';
import type { DeskPageServices } from './desk-page-services.js';
import { type Outcome } from './finishing.service.js';
import { formText } from './form-fields.js';
import { refusalOn } from './refusals.js';
import { windowIn, windowPage } from './window.controller.js';
import { hallOf } from './working-hall.js';

interface Press {
  window: number;
  id: string;
  actor: ReturnType<typeof actorOf>;
  now: Date;
  text: (name: string) => string;
}

type Work = (press: Press) => Promise<unknown>;

/** One press of a button at a window: done, the page shows what is; refused, it says why and keeps what was typed. */
function press(services: DeskPageServices, work: Work): RequestHandler {
  return async (req, res) => {
    const { number: window } = windowIn(req, await hallOf(req, services));
    const text = formText(req);
    try {
      await work({ window, id: text('ticket'), actor: actorOf(req), now: services.clock.now(), text });
      res.redirect(303, deskPaths.window(window));
    } catch (error) {
      const refusal = refusalOn(error, req.t, (field) => field.replace('numbers.', 'number-'));
      const page = await windowPage(req, services, { ...refusal, values: kept(req) });
      res.status(refusal.status).render('desk/window.njk', page);
    }
  };
}

export function windowActions(services: DeskPageServices): Record<WindowAction, RequestHandler> {
  const { calling, finishing, tickets } = services.desk;
  return {
    call: press(services, async ({ text: _text, ...at }) => {
      if (!(await calling.callNext(at))) throw new DomainError('queue-empty');
    }),
    recall: press(services, (at) => calling.recall(at)),
    serve: press(services, (at) => calling.serve(at)),
    hold: press(services, ({ text, ...at }) => calling.hold({ ...at, isAbsent: text('absent') === 'true' })),
    resume: press(services, (at) => calling.resume(at)),
    requeue: press(services, (at) => calling.requeue(at)),
    transfer: press(services, ({ text, ...at }) => {
      const to = text('to');
      if (isBusiness(to)) return calling.transferToBusiness({ ...at, to });
      return calling.transferToWindow({ ...at, to: Number(to) });
    }),
    withdraw: press(services, (at) => finishing.withdrawWaiting(at)),
    documents: press(services, async ({ id, actor, now, text }) => {
      const { reference } = await tickets.find(id, actor.hall);
      const record = await services.serving.find(reference, actor.hall);
      const numbers = record.parties.map((_, index) => text(`number-${index}`));
      await services.serving.compareDocuments({ record, numbers, actor, now });
    }),
    finish: press(services, ({ text, ...at }) => finishing.finish({ ...at, outcome: outcomeIn(text) })),
    undo: press(services, ({ text, ...at }) => {
      const reason = text('reason').slice(0, 200);
      if (reason === '') throw new DomainError('reason-needed', { status: 422 });
      return finishing.undoFinish({ ...at, reason });
    }),
  };
}

export const WINDOW_ACTIONS = {
  call: 'desk.call',
  recall: 'desk.call',
  serve: 'desk.call',
  hold: 'desk.call',
  resume: 'desk.call',
  requeue: 'desk.call',
  transfer: 'desk.call',
  withdraw: 'desk.finish',
  documents: 'desk.finish',
  finish: 'desk.finish',
  undo: 'desk.undo',
} as const;

type WindowAction = keyof typeof WINDOW_ACTIONS;

function outcomeIn(text: Press['text']): Outcome {
  switch (text('outcome')) {
    case 'registered':
      return { kind: 'registered', certificateSerial: text('certificateSerial') };
    case 'refused':
      return { kind: 'refused', reason: text('reason') };
    case 'incomplete':
      return { kind: 'incomplete', until: text('until') };
    case 'withdrawn':
      return { kind: 'withdrawn' };
    default:
      throw new ValidationFailed([{ field: 'outcome', code: 'required' }]);
  }
}

/** Document numbers are typed again, never shown again. */
function kept(req: Request): Record<string, string> {
  const text = formText(req);
  return Object.fromEntries(
    ['outcome', 'certificateSerial', 'reason', 'until', 'to'].map((name) => [name, text(name)]),
  );
}
