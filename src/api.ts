import { type RequestHandler, Router } from 'express';
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
import { route, routesOf } from './http/route.js';
import type { Services } from './services.js';

/** Everything under /api, what is asked for most first; `forPages` goes before the page that describes it. */
export function createApiRouter(services: Services, { forPages }: { forPages: RequestHandler[] }): Router {
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
  const api = Router();
  // On one router, so that a call passes one layer and not one for each feature.
  for (const declared of routes) route(api, declared);
  api.use(createApiDocsRouter(docs, { forPages }));
  return api;
}

async function hallToJudge(
  { halls }: Services,
  { hall: id, business }: { hall: string; business: Business },
): Promise<HallToJudge> {
  const hall = await halls.named(id);
  requireOffered(hall, business);
  return { ...hallFacts(hall), timeZone: hall.timeZone };
}
