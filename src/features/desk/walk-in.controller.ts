import type { Request, RequestHandler } from 'express';
import { DomainError, ValidationFailed } from '../../errors/index.js';
import { actorOf, staffOf } from '../../http/require-permission.js';
import { newId } from '../../infrastructure/ids.js';
import { countryOptions } from '../booking/index.js';
import { documentTypes } from '../eligibility/index.js';
import { currentBookingNotice } from '../notices/index.js';
import { deskPaths } from './desk.paths.js';
import type { DeskPageServices } from './desk-page-services.js';
import { fieldErrors, type PageError, type PageRefusal, refusalOn } from './refusals.js';
import { parseWalkIn, typedWalkIn, walkInField } from './walk-in.forms.js';
import { hallOf } from './working-hall.js';

const FIRST_VALUES = {
  'first-role': 'male',
  'second-role': 'female',
  'first-document': 'resident-id',
  'second-document': 'resident-id',
};

export function showWalkIn(services: DeskPageServices): RequestHandler {
  return async (req, res) => {
    res.render('desk/walk-in.njk', await walkInPage(req, services, { values: { ...FIRST_VALUES, request: newId() } }));
  };
}

/** Judged like a booking; beyond the hall's share only by whoever may overbook and says why. */
export function takeWalkIn(services: DeskPageServices): RequestHandler {
  return async (req, res) => {
    const values = typedWalkIn(req);
    const again = async (refusal: PageRefusal, more: { isFull?: boolean } = {}) =>
      res
        .status(refusal.status)
        .render('desk/walk-in.njk', await walkInPage(req, services, { ...refusal, ...more, values }));
    const { value, errors } = parseWalkIn(values);
    if (errors.length > 0)
      return void (await again({ status: 422, errors: fieldErrors(errors, req.t, walkInField).map(saying(req)) }));
    try {
      const { ticket } = await services.desk.arrivals.walkIn({
        ...value,
        hall: await hallOf(req, services),
        contactPhone: value.phone,
        isGreen: values['green'] === 'true',
        consentVersion: currentBookingNotice.version,
        language: req.language,
        requestId: values['request'] ?? newId(),
        ...overbookingOf(req, values),
        actor: actorOf(req),
        now: services.clock.now(),
      });
      res.redirect(303, deskPaths.ticket(ticket._id));
    } catch (error) {
      const isFull = error instanceof DomainError && error.code === 'walk-in-full';
      const refusal = refusalOn(error, req.t, walkInField);
      await again({ ...refusal, ...(refusal.errors && { errors: refusal.errors.map(saying(req)) }) }, { isFull });
    }
  };
}

/** The form asks the same of two people, so the summary says whom and what it means. */
function saying({ t }: Request): (error: PageError) => PageError {
  return (error) => {
    const [, seat, part] = /^(first|second)-(\w+)$/.exec(error.field) ?? [];
    if (seat !== undefined) return { ...error, about: `${t(`desk:walkIn.${seat}`)} ${t(`desk:walkIn.${part}`)}` };
    const key = LABELS[error.field];
    return key === undefined ? error : { ...error, about: t(key) };
  };
}

const LABELS: Record<string, string> = {
  business: 'desk:row.business',
  phone: 'desk:walkIn.phone',
  receipt: 'desk:walkIn.receipt',
  reason: 'desk:walkIn.reason',
};

function overbookingOf(req: Request, values: Record<string, string>): { overbooking?: { reason: string } } {
  if (values['overbook'] !== 'true' || !staffOf(req).can('desk.overbook')) return {};
  const reason = values['reason'] ?? '';
  if (reason === '') throw new ValidationFailed([{ field: 'reason', code: 'required' }]);
  return { overbooking: { reason } };
}

async function walkInPage(
  req: Request,
  services: DeskPageServices,
  page: Partial<PageRefusal> & { values: Record<string, string>; isFull?: boolean },
) {
  const hall = await hallOf(req, services);
  return {
    hall,
    paths: deskPaths,
    businesses: hall.services.map(({ business }) => ({
      value: business,
      text: req.t(`appointments:business.${business}`),
    })),
    documents: documentTypes.map((value) => ({ value, text: req.t(`eligibility:documentTypes.${value}`) })),
    countries: countryOptions(req.language),
    mayOverbook: staffOf(req).can('desk.overbook'),
    ...page,
  };
}
