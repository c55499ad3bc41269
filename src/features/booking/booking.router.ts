import express, { type RequestHandler, Router } from 'express';
import { limitByAddress } from '../../http/rate-limit.js';
import { route, type RouteSpec } from '../../http/route.js';
import { offerFormToken, protectForms } from '../../infrastructure/csrf.js';
import type { BookingServices } from './booking-services.js';
import { bookingPaths } from './booking.paths.js';
import { CheckPage } from './check.controller.js';
import { DetailsPage } from './details.controller.js';
import { DraftAccess, type Page } from './draft-access.js';
import { HallPage } from './hall.controller.js';
import { Holding } from './holding.service.js';
import { JourneyPage } from './journey-page.js';
import type { StepName } from './journey.js';
import { keepSession } from './keep-session.js';
import { Places } from './month-of-places.js';
import { PeoplePage } from './people.controller.js';
import { PhonePage } from './phone.controller.js';
import { StartPage } from './start.controller.js';
import { TimePage } from './time.controller.js';

const form = express.urlencoded({ extended: false, limit: '32kb', parameterLimit: 100 });
const sent: RequestHandler[] = [form, protectForms, offerFormToken, keepSession];
const DRAFT = ':draft';

/** The couple's journey from what they come for to a confirmed appointment, page by page. */
export function createBookingRouter(services: BookingServices): Router {
  const router = Router();
  const { address } = services.config.limits;
  const limits = {
    drafts: limitByAddress('drafts', address.holds),
    holds: limitByAddress('page-holds', address.holds),
    codes: limitByAddress('page-verifications', address.verifications),
    bookings: limitByAddress('page-bookings', address.bookings),
  };
  const access = new DraftAccess(services);
  const journey = new JourneyPage(services);
  const holding = new Holding(services);
  const pages = {
    start: new StartPage(services),
    people: new PeoplePage(services, journey, holding),
    hall: new HallPage(services, journey, holding),
    time: new TimePage(services, journey, holding, new Places(services)),
    details: new DetailsPage(services, journey),
    phone: new PhonePage(services, journey),
    check: new CheckPage(services, journey, holding),
  };

  const show = (step: StepName, page: Page): RouteSpec => ({
    method: 'get',
    path: bookingPaths.step(DRAFT, step),
    permission: 'draft-owner',
    before: [offerFormToken],
    handler: access.show(step, page),
  });
  const submit = (
    step: StepName,
    page: Page,
    { path, limit }: { path?: string; limit?: RequestHandler } = {},
  ): RouteSpec => ({
    method: 'post',
    path: path ?? bookingPaths.step(DRAFT, step),
    permission: 'draft-owner',
    before: limit ? [limit, ...sent] : sent,
    handler: access.submit(step, page),
  });

  // Whoever switches the language on what a form answered, or reloads its address, is back at the page of the form.
  const leadBack = (step: StepName, path: string): RouteSpec => ({
    method: 'get',
    path,
    permission: 'draft-owner',
    handler: access.show(step, ({ res, draft }) => res.redirect(303, bookingPaths.step(draft.id, step))),
  });

  const { start } = bookingPaths;
  route(router, {
    method: 'get',
    path: start,
    permission: 'public',
    before: [offerFormToken],
    handler: pages.start.show,
  });
  route(router, {
    method: 'post',
    path: start,
    permission: 'public',
    before: [limits.drafts, ...sent],
    handler: pages.start.submit,
  });
  route(router, {
    method: 'get',
    path: bookingPaths.draft(DRAFT),
    permission: 'draft-owner',
    handler: access.resume(),
  });

  route(router, show('people', pages.people.show));
  route(router, submit('people', pages.people.submit));
  route(router, show('hall', pages.hall.show));
  route(router, submit('hall', pages.hall.submit));
  route(router, submit('hall', pages.hall.locate, { path: bookingPaths.position(DRAFT) }));
  route(router, leadBack('hall', bookingPaths.position(DRAFT)));
  route(router, show('time', pages.time.show));
  route(router, submit('time', pages.time.submit, { limit: limits.holds }));
  route(router, show('details', pages.details.show));
  route(router, submit('details', pages.details.submit));
  route(router, show('phone', pages.phone.show));
  route(router, submit('phone', pages.phone.submit, { limit: limits.codes }));
  route(router, submit('phone', pages.phone.confirm, { path: bookingPaths.code(DRAFT), limit: limits.codes }));
  route(router, leadBack('phone', bookingPaths.code(DRAFT)));
  route(router, show('check', pages.check.show));
  route(router, submit('check', pages.check.submit, { limit: limits.bookings }));
  return router;
}
