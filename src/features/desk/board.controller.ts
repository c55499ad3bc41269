import type { Request, RequestHandler } from 'express';
import { NotFound, ValidationFailed } from '../../errors/index.js';
import { staffOf } from '../../http/require-permission.js';
import { civilDateAt } from '../calendar/index.js';
import { deskPaths } from './desk.paths.js';
import type { DeskPageServices } from './desk-page-services.js';
import { formText } from './form-fields.js';
import { isOver } from './place.js';
import { type PageRefusal, refusalOn } from './refusals.js';
import { hallOf } from './working-hall.js';

const LAST_FOUR = /^[0-9A-Za-z]{4}$/;

/** Today at the hall somebody works at. */
export function showBoard(services: DeskPageServices): RequestHandler {
  return async (req, res) => {
    res.render('desk/board.njk', await boardPage(req, services));
  };
}

/**
 * One box for a scanned pass, a reference and the last four of a document. It is posted, so that no document number ever
 * stands in an address.
 */
export function find(services: DeskPageServices): RequestHandler {
  return async (req, res) => {
    const text = formText(req)('q');
    const hall = await hallOf(req, services);
    try {
      if (text === '') throw new ValidationFailed([{ field: 'q', code: 'required' }]);
      if (LAST_FOUR.test(text.normalize('NFKC'))) {
        const rows = await services.desk.boards.byLastFour(hall, text, services.clock.now());
        if (rows.length === 1 && rows[0]) return void res.redirect(303, deskPaths.appointment(rows[0].reference));
        if (rows.length === 0) throw new NotFound('appointment-unknown');
        return void res.render('desk/found.njk', { rows, paths: deskPaths });
      }
      const { reference } = await services.desk.arrivals.lookUp(text, hall.id);
      res.redirect(303, deskPaths.appointment(reference));
    } catch (error) {
      const refusal = refusalOn(error, req.t);
      res
        .status(refusal.status)
        .render('desk/board.njk', await boardPage(req, services, { ...refusal, sought: shown(text) }));
    }
  };
}

async function boardPage(
  req: Request,
  services: DeskPageServices,
  more: Partial<PageRefusal> & { sought?: string } = {},
) {
  const hall = await hallOf(req, services);
  const now = services.clock.now();
  const board = await services.desk.boards.today(hall, now);
  const { can } = staffOf(req);
  return {
    board,
    current: board.rows.filter(({ place }) => !isOver(place)),
    over: board.rows.filter(({ place }) => isOver(place)),
    date: civilDateAt(now, hall.timeZone),
    now,
    hall,
    paths: deskPaths,
    mayCheckIn: can('desk.check-in'),
    mayWalkIn: can('desk.walk-in'),
    mayCall: can('desk.call'),
    mayDisplay: can('desk.display'),
    ...more,
  };
}

/** A pass is long and means nothing to a person. */
function shown(text: string): string {
  return text.length > 40 ? '' : text;
}
