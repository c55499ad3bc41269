import type { Request, RequestHandler, Response } from 'express';
import Joi from 'joi';
import { DomainError } from '../../../errors/index.js';
import { text } from '../../../http/joi-fields.js';
import { tryParse } from '../../../http/parse.js';
import { staffOf } from '../../../http/require-permission.js';
import type { Clock } from '../../../infrastructure/clock.js';
import { civilDateAt } from '../../calendar/index.js';
import { maskPhone } from '../../eligibility/index.js';
import type { HallDirectory } from '../../halls/index.js';
import { askingReason } from '../person-access/asking-reason.js';
import type { PersonAccess } from '../person-access/person-access.service.js';
import { privacyPaths } from '../privacy.paths.js';
import type { PrivacyRequests } from './requests.service.js';

export interface RequestPagesServices {
  clock: Clock;
  halls: HallDirectory;
  privacy: { requests: PrivacyRequests; access: PersonAccess };
}

const answerForm = Joi.object<{ note: string }>({ note: text(2000) });

/** The hall's requests, overdue ones marked. */
export function listRequests({ privacy, halls, clock }: RequestPagesServices): RequestHandler {
  return async (req, res) => {
    const hall = await halls.named(staffOf(req).hall);
    const { open, answered } = await privacy.requests.at(hall.id);
    const today = civilDateAt(clock.now(), hall.timeZone);
    const toRow = ({ _id, number, kind, dueOn }: (typeof open)[number]) => ({
      number,
      href: privacyPaths.staffRequest(_id),
      kind: req.t(`privacy:requestKinds.${kind}`),
      dueOn,
      isOverdue: dueOn < today,
    });
    res.render('privacy/staff-requests.njk', {
      open: open.map(toRow),
      answered: answered.map(toRow),
      done: req.query['done'] === 'answered',
    });
  };
}

export function showRequest(services: RequestPagesServices): RequestHandler {
  return (req, res) => render(req, res, services, { status: 200, values: { note: '' } });
}

/** Answers once; a colleague who was quicker is named by what the page shows then. */
export function answerRequest(services: RequestPagesServices): RequestHandler {
  return async (req, res) => {
    const { privacy, clock } = services;
    const { _csrf, ...fields } = req.body as Record<string, unknown>;
    const { value, errors } = tryParse(answerForm, fields);
    const values = { note: typeof fields['note'] === 'string' ? fields['note'].slice(0, 2000) : '' };
    if (errors.length > 0) {
      const inWords = errors.map(({ field, code, params }) => ({
        field,
        message: req.t(`validation:${code}`, { ...params }),
      }));
      return render(req, res, services, { status: 422, values, errors: inWords });
    }
    try {
      await privacy.requests.answer({ id: idOf(req), note: value.note, actor: staffOf(req), now: clock.now() });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'changed-meanwhile') throw error;
      return render(req, res, services, { status: 409, values, hasChanged: true });
    }
    res.redirect(303, `${privacyPaths.staff}?done=answered`);
  };
}

/** Whom to call back, in full: behind the reason, which is asked once per case. */
export function personOfRequest(services: RequestPagesServices): ReturnType<typeof askingReason> {
  return askingReason(
    services,
    async (req) => {
      const { number, person } = await services.privacy.requests.find(idOf(req), staffOf(req).hall);
      return { subject: `privacy-request:${number}`, people: [person], names: [], what: 'privacy.request' };
    },
    async (req, res) => {
      const { number, content } = await services.privacy.requests.find(idOf(req), staffOf(req).hall);
      res.render('privacy/staff-person.njk', { number, content, backHref: privacyPaths.staffRequest(idOf(req)) });
    },
  );
}

async function render(
  req: Request,
  res: Response,
  { privacy, halls, clock }: RequestPagesServices,
  { status, ...page }: { status: number; values: object; errors?: object[]; hasChanged?: boolean },
): Promise<void> {
  const staff = staffOf(req);
  const hall = await halls.named(staff.hall);
  const request = await privacy.requests.open(idOf(req), staff, clock.now());
  res.status(status).render('privacy/staff-request.njk', {
    request,
    phone: maskPhone(request.content.phone),
    kind: req.t(`privacy:requestKinds.${request.kind}`),
    timeZone: hall.timeZone,
    listHref: privacyPaths.staff,
    personHref: privacyPaths.staffPerson(request._id),
    ...page,
  });
}

function idOf({ params }: Request): string {
  return String(params['id']);
}
