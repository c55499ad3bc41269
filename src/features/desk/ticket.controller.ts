import type { Request, RequestHandler } from 'express';
import { staffOf } from '../../http/require-permission.js';
import { deskPaths } from './desk.paths.js';
import type { DeskPageServices } from './desk-page-services.js';
import { hallOf } from './working-hall.js';

/** The number a couple has, and how long it will take. */
export function showTicket(services: DeskPageServices): RequestHandler {
  return async (req, res) => {
    res.render('desk/ticket.njk', await ticketPage(req, services, String(req.params['id'])));
  };
}

/** The same on 80 mm paper. Printing changes nothing, so a jammed printer costs nobody a number. */
export function showSlip(services: DeskPageServices): RequestHandler {
  return async (req, res) => {
    res.render('desk/slip.njk', await ticketPage(req, services, String(req.params['id'])));
  };
}

export async function ticketPage(req: Request, services: DeskPageServices, id: string) {
  const hall = await hallOf(req, services);
  const now = services.clock.now();
  const ticket = await services.desk.tickets.find(id, staffOf(req).hall);
  const { ordered, waits } = await services.desk.queue.line({ hall, family: ticket.family, now });
  const ahead = ordered.findIndex(({ _id }) => _id === ticket._id);
  return {
    ticket,
    hall,
    ahead: ahead === -1 ? undefined : ahead,
    wait: waits[ahead],
    paths: deskPaths,
    mayCheckIn: staffOf(req).can('desk.check-in'),
    mayRead: staffOf(req).can('person.read'),
  };
}
