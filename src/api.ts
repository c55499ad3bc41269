import { Router } from 'express';
import type { Services } from './services.js';

/** Everything under /api, one feature a line. */
export function createApiRouter(_services: Services): Router {
  return Router();
}
