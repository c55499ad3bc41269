import type { Router } from 'express';
import type { AnomalyPagesServices } from './person-access/anomalies.controller.js';
import { createAnomaliesRouter } from './person-access/anomalies.router.js';
import type { RequestPagesServices } from './requests/requests.controller.js';
import { createRequestsRouter } from './requests/requests.router.js';
import type { RetentionPagesServices } from './retention/retention.controller.js';
import { createRetentionRouter } from './retention/retention.router.js';
import { createRightsRouter } from './rights/rights.router.js';
import type { RightsServices } from './rights/rights-services.js';

export type PrivacyPagesServices = RightsServices &
  RequestPagesServices &
  AnomalyPagesServices &
  RetentionPagesServices;

/** Everything about personal data that has a page: a person's own, and what the staff see below the sign-in. */
export function createPrivacyRouters(
  services: PrivacyPagesServices,
): Record<'rights' | 'requests' | 'anomalies' | 'retention', Router> {
  return {
    rights: createRightsRouter(services),
    requests: createRequestsRouter(services),
    anomalies: createAnomaliesRouter(services),
    retention: createRetentionRouter(services),
  };
}
