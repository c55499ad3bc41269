import type { RequestHandler } from 'express';
import { DomainError } from '../../errors/index.js';
import { createRateLimit } from '../../http/rate-limit.js';
import { actorOf } from '../../http/require-permission.js';
import { deskPaths } from './desk.paths.js';
import type { DeskPageServices } from './desk-page-services.js';
import { formText } from './form-fields.js';
import { refusalOn } from './refusals.js';
import { ticketPage } from './ticket.controller.js';
import { hallOf } from './working-hall.js';

/** Four characters are guessed too easily to be tried for long. */
const TRIES = { points: 5, seconds: 900 };

export function showKiosk(services: DeskPageServices): RequestHandler {
  return async (req, res) => {
    res.render('desk/kiosk.njk', { hall: await hallOf(req, services), paths: deskPaths, values: {} });
  };
}

/** A couple takes its number alone. Its documents are compared at the desk, before anything is registered. */
export function takeAtKiosk(services: DeskPageServices): RequestHandler {
  const countTry = createRateLimit('kiosk-tries', TRIES);
  return async (req, res) => {
    const text = formText(req);
    const hall = await hallOf(req, services);
    try {
      if (text('code') === '') throw new DomainError('pass-unknown', { status: 422 });
      const record = await services.desk.arrivals.lookUp(text('code'), hall.id);
      await countTry(record._id);
      const { ticket } = await services.desk.arrivals.checkIn({
        record,
        proof: { lastFours: [text('last-four-0'), text('last-four-1')] },
        isGreen: false,
        actor: actorOf(req),
        now: services.clock.now(),
      });
      res.redirect(303, `${deskPaths.kiosk}/${ticket._id}`);
    } catch (error) {
      const refusal = refusalOn(error, req.t, (field) => field.replace('lastFours.', 'last-four-'));
      const values = { code: text('code') };
      res.status(refusal.status).render('desk/kiosk.njk', { hall, paths: deskPaths, values, ...refusal });
    }
  };
}

/** Their number, for as long as it takes to print it. */
export function showKioskTicket(services: DeskPageServices): RequestHandler {
  return async (req, res) => {
    res.render('desk/kiosk-ticket.njk', await ticketPage(req, services, String(req.params['id'])));
  };
}
