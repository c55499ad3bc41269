import type { Request, RequestHandler, Response } from 'express';
import { DomainError, NotFound } from '../../errors/index.js';
import { actorOf, staffOf } from '../../http/require-permission.js';
import { inWords, typedOf } from './form-texts.js';
import { hallOfficePaths } from './hall-office.paths.js';
import { parsePlace } from './nearest-places.js';
import { type HallOfficeServices, visit } from './office-page.js';
import { presentCouples } from './preview-page.js';

/** The couples the hall owes another time, with the nearest free ones. */
export function showCouples(services: HallOfficeServices): RequestHandler {
  return async (req, res) => renderCouples(services, req, res, { moved: typedOf(req.query)['moved'] });
}

/** Moves one of them and tells them; the page comes back with what was chosen when that is not possible. */
export function moveCouple(services: HallOfficeServices): RequestHandler {
  return async (req, res) => {
    const { hallOffice, clock } = services;
    const { place = '', reason = '' } = typedOf(req.body);
    const reference = String(req.params['reference']);
    const to = parsePlace(place);
    const missing = [
      ...(to ? [] : [{ field: `place-${reference}`, code: 'required' }]),
      ...(reason === '' ? [{ field: `reason-${reference}`, code: 'required' }] : []),
    ];
    const typed = { reference, place, reason };
    const record = await hallOffice.moving.find(reference, staffOf(req).hall);
    if (!to || missing.length > 0) {
      res.status(422);
      return renderCouples(services, req, res, { errors: inWords(missing, req.t), typed });
    }
    try {
      await hallOffice.moving.move({ record, to, reason, actor: actorOf(req), now: clock.now() });
    } catch (error) {
      if (!(error instanceof DomainError) || error instanceof NotFound || error.status >= 500) throw error;
      const title = req.t(`errors:${error.code}.title`, error.params);
      const text = req.t(`errors:${error.code}.detail`, error.params);
      res.status(error.status);
      return renderCouples(services, req, res, { notice: { tone: 'error', live: true, title, text }, typed });
    }
    res.redirect(303, `${hallOfficePaths.couples}?moved=${encodeURIComponent(reference)}`);
  };
}

async function renderCouples(
  services: HallOfficeServices,
  req: Request,
  res: Response,
  { typed, moved, ...locals }: CouplesPage,
): Promise<void> {
  const { t, language } = req;
  const { hall, now } = await visit(req, services);
  const { stranded } = await services.hallOffice.changes.preview({ hall: hall.id, now });
  const chosen = new Map(typed ? [[typed.reference, typed.place]] : []);
  res.render('hall-office/couples.njk', {
    couples: presentCouples(stranded, { t, language, chosen, prefersMoving: true }),
    typed,
    ...(moved && {
      notice: { tone: 'success', live: true, title: t('hall-office:couples.moved', { reference: moved }) },
    }),
    paths: hallOfficePaths,
    ...locals,
  });
}

interface CouplesPage {
  /** What was entered for one of them. */
  typed?: { reference: string; place: string; reason: string };
  /** Who has just been moved. */
  moved?: string | undefined;
  errors?: { field: string; message: string }[];
  notice?: object;
}
