import type { RequestHandler, Router } from 'express';
import {
  createBookingApi,
  createDownloadsApi,
  createHoldsApi,
  createManagingApi,
  hallFacts,
} from './features/appointments/index.js';
import { ApiDocs, createApiDocsRouter } from './features/api-docs/index.js';
import { createContactsApi } from './features/contacts/index.js';
import { createEligibilityApi, type HallToJudge } from './features/eligibility/index.js';
import { type Business, createHallsApi, requireOffered } from './features/halls/index.js';
import { createSlotsApi } from './features/slots/index.js';
import { limitByAddress } from './http/rate-limit.js';
import { type RouteSpec, routesOf } from './http/route.js';
import type { Services } from './services.js';

/** Everything under /api, what is asked for most first; `forPages` goes before the page that describes it. */
export function createApi(
  services: Services,
  { forPages }: { forPages: RequestHandler[] },
): { routes: RouteSpec[]; docs: Router } {
  const { address } = services.config.limits;
  const features = [
    createSlotsApi(services),
    createHallsApi(services),
    createEligibilityApi({
      clock: services.clock,
      hallFor: (asked) => hallToJudge(services, asked),
      limit: limitByAddress('eligibility', address.eligibility),
    }),
    createContactsApi({ ...services, limit: limitByAddress('verifications', address.verifications) }),
    createHoldsApi({ ...services, limit: limitByAddress('holds', address.holds) }),
    createBookingApi({ ...services, limit: limitByAddress('bookings', address.bookings) }),
    createManagingApi(services),
    createDownloadsApi(services),
  ];
  const routes = features.flatMap(routesOf);
  const docs = new ApiDocs({
    routes,
    i18n: services.i18n,
    publicUrl: services.config.http.publicUrl,
  });
  return { routes, docs: createApiDocsRouter(docs, { forPages }) };
}

async function hallToJudge(
  { halls }: Services,
  { hall: id, business }: { hall: string; business: Business },
): Promise<HallToJudge> {
  const hall = await halls.named(id);
  requireOffered(hall, business);
  return { ...hallFacts(hall), timeZone: hall.timeZone };
}
