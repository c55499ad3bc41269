import { Router } from 'express';
import {
  createBookingApi,
  createDownloadsApi,
  createHoldsApi,
  createManagingApi,
  hallFacts,
} from './features/appointments/index.js';
import { createContactsApi } from './features/contacts/index.js';
import { createEligibilityApi, type HallToJudge } from './features/eligibility/index.js';
import { type Business, createHallsApi, requireOffered } from './features/halls/index.js';
import { createSlotsApi } from './features/slots/index.js';
import { limitByAddress } from './http/rate-limit.js';
import type { Services } from './services.js';

/** Everything under /api, one feature a line. */
export function createApiRouter(services: Services): Router {
  const { address } = services.config.limits;
  const api = Router();
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
  for (const feature of features) api.use(feature);
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
