import type { Request, RequestHandler, Response } from 'express';
import type Joi from 'joi';
import { tryParse } from '../../http/parse.js';
import type { Actor } from '../../audit/index.js';
import { actorOf, staffOf } from '../../http/require-permission.js';
import { serialStart } from '../appointments/index.js';
import { yearOf } from '../calendar/index.js';
import { issueForm, refusalForm, safetyForm, withdrawalForm } from './acceptance.forms.js';
import type { DivorceApplicationRecord } from './divorce-application.model.js';
import type { DivorcePageServices } from './divorce-page-services.js';
import { divorcePaths } from './divorce.paths.js';
import { formFields, inWords, type Refused, refused } from './page-words.js';
import { REFUSAL_REASONS } from './refusal-reasons.js';

interface Turn {
  id: string;
  actor: Actor;
  now: Date;
}

/** One application: where it stands, what can be done with it today. */
export function showApplication(services: DivorcePageServices): RequestHandler {
  return (req, res) => render(services, { req, res });
}

export function withdrawApplication(services: DivorcePageServices): RequestHandler {
  return change(services, withdrawalForm, ['party', 'confirmed'], ({ party }, turn) =>
    services.divorce.cases.withdraw({ ...turn, party: party === '0' ? 0 : 1 }),
  );
}

export function issueCertificates(services: DivorcePageServices): RequestHandler {
  return change(services, issueForm, ['serial', 'present'], ({ serial }, turn) =>
    services.divorce.cases.issue({ ...turn, serial }),
  );
}

export function refuseCertificates(services: DivorcePageServices): RequestHandler {
  return change(services, refusalForm, ['reason', 'note'], ({ reason, note = '' }, turn) =>
    services.divorce.cases.refuse({ ...turn, reason, ...(note !== '' && { note }) }),
  );
}

/** Stops the messages to one party, or lets them go out again. */
export function changeMessages(services: DivorcePageServices): RequestHandler {
  return change(services, safetyForm, ['messagesTo', 'messages', 'messagesReason'], (wish, turn) =>
    services.divorce.messageSafety.set({
      ...turn,
      party: wish.messagesTo === '0' ? 0 : 1,
      isUnsafe: wish.messages === 'stop',
      reason: wish.messagesReason,
    }),
  );
}

/** A form in, one change, back to the application; what stood in the way is said on its page. */
function change<T extends object>(
  services: DivorcePageServices,
  schema: Joi.ObjectSchema<T>,
  names: readonly (keyof T & string)[],
  apply: (value: T, turn: Turn) => Promise<DivorceApplicationRecord>,
): RequestHandler {
  return async (req, res) => {
    const turn = turnOf(req, services);
    const fields = formFields(req, names);
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
    const { value, errors } = tryParse(schema, given);
    if (errors.length > 0)
      return render(services, { req, res, fields, refusal: { status: 422, errors: inWords(errors, req) } });
    try {
      await apply(value, turn);
      res.redirect(303, divorcePaths.application(turn.id).self);
    } catch (error) {
      await render(services, { req, res, fields, refusal: refused(error, req) });
    }
  };
}

async function render(
  services: DivorcePageServices,
  { req, res, fields = {}, refusal }: { req: Request; res: Response; fields?: object; refusal?: Refused },
): Promise<void> {
  const { divorce } = services;
  const { id, actor, now } = turnOf(req, services);
  const record = await divorce.cases.open({ id, actor });
  const view = await divorce.readModel.view(record, now);
  const { status = 200, ...said } = refusal ?? {};
  res.status(status).render('divorce/staff/application.njk', {
    ...view,
    ...said,
    fields,
    paths: divorcePaths.application(id),
    homeOfDivorce: divorcePaths.staff,
    serialStart: serialStart('divorce-issue', { division: view.hall.division, year: yearOf(view.today) }),
    reasons: REFUSAL_REASONS,
    // Not in the view, which the couple's own page shows too.
    stopped: divorce.cases.personalOf(record).parties.map(({ isUnsafe = false }) => isUnsafe),
    may: {
      messages: staffOf(req).can('divorce.accept'),
      withdraw: staffOf(req).can('divorce.withdraw'),
      issue: staffOf(req).can('divorce.issue'),
      read: staffOf(req).can('person.read'),
    },
  });
}

function turnOf(req: Request, { clock }: DivorcePageServices): Turn {
  return { id: (req.params as { id: string }).id, actor: actorOf(req), now: clock.now() };
}
