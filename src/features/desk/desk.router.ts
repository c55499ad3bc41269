import express, { type RequestHandler, Router } from 'express';
import type { StaffPermission } from '../../http/permissions.js';
import { route } from '../../http/route.js';
import { offerFormToken, protectForms } from '../../infrastructure/csrf.js';
import { checkIn, liftBlock, showAppointment, undoCheckIn, undoNoShow } from './appointment.controller.js';
import { find, showBoard } from './board.controller.js';
import { deskPaths } from './desk.paths.js';
import type { DeskPageServices } from './desk-page-services.js';
import { showDisplay } from './display.controller.js';
import { streamEvents } from './events.controller.js';
import { showKiosk, showKioskTicket, takeAtKiosk } from './kiosk.controller.js';
import { appointmentRecord } from './record.controller.js';
import { showSlip, showTicket } from './ticket.controller.js';
import { showWalkIn, takeWalkIn } from './walk-in.controller.js';
import { showWindow, showWindows } from './window.controller.js';
import { WINDOW_ACTIONS, windowActions } from './window-actions.controller.js';

/** The hall's day: who comes, who waits, who is called and how it ends. */
export function createDeskRouter(services: DeskPageServices): Router {
  const router = Router();
  const form = [express.urlencoded({ extended: false, limit: '32kb' }), protectForms, offerFormToken];
  const show = (path: string, permission: StaffPermission, handler: RequestHandler) =>
    route(router, { method: 'get', path, permission, handler });
  const take = (path: string, permission: StaffPermission, handler: RequestHandler) =>
    route(router, { method: 'post', path, permission, before: form, handler });
  const { board, events, find: search, walkIn, windows, display, displayEvents, kiosk, patterns } = deskPaths;
  const { appointment, ticket, window } = patterns;

  show(board, 'desk.view', showBoard(services));
  show(events, 'desk.view', streamEvents(services.desk.feed));
  take(search, 'desk.view', find(services));

  show(appointment, 'desk.check-in', showAppointment(services));
  take(`${appointment}/check-in`, 'desk.check-in', checkIn(services));
  take(`${appointment}/undo`, 'desk.undo', undoCheckIn(services));
  take(`${appointment}/undo-no-show`, 'desk.undo', undoNoShow(services));
  take(`${appointment}/lift-block`, 'blocks.lift', liftBlock(services));

  const record = appointmentRecord(services);
  route(router, {
    method: 'get',
    path: `${appointment}/record`,
    permission: 'person.read',
    before: [offerFormToken],
    handler: record.ask,
  });
  take(`${appointment}/record`, 'person.read', record.open);

  show(walkIn, 'desk.walk-in', showWalkIn(services));
  take(walkIn, 'desk.walk-in', takeWalkIn(services));
  show(ticket, 'desk.view', showTicket(services));
  show(`${ticket}/slip`, 'desk.view', showSlip(services));

  show(windows, 'desk.call', showWindows(services));
  show(window, 'desk.call', showWindow(services));
  for (const [action, handler] of Object.entries(windowActions(services)))
    take(`${window}/${action}`, WINDOW_ACTIONS[action as keyof typeof WINDOW_ACTIONS], handler);

  show(display, 'desk.display', showDisplay(services));
  show(displayEvents, 'desk.display', streamEvents(services.desk.feed));
  show(kiosk, 'desk.check-in', showKiosk(services));
  take(kiosk, 'desk.check-in', takeAtKiosk(services));
  show(`${kiosk}/:id`, 'desk.check-in', showKioskTicket(services));
  return router;
}
