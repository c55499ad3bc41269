import express, { type Request, type RequestHandler, Router } from 'express';
import type { KeyWithId } from '../../../../config/index.js';
import { route } from '../../../../http/route.js';
import type { Clock } from '../../../../infrastructure/clock.js';
import { API_HEADERS } from '../../../../infrastructure/security-headers.js';
import type { DeliveryReport } from '../channel.js';
import { readDeliveryReports, REPORTS_PATH } from './delivery-reports.js';

const LARGEST_BODY = '512kb';

interface ReportsOptions {
  /** Verify the gateway's signature. */
  keys: readonly KeyWithId[];
  clock: Clock;
  /** Settles the messages that are reported on and says how many it knew. */
  apply: (reports: DeliveryReport[]) => Promise<number>;
}

/** Where the gateway calls back; outside sessions, and refusals are problem documents. */
export function createDeliveryReportsRouter({ keys, clock, apply }: ReportsOptions): Router {
  const router = Router();
  const handler: RequestHandler = async (req, res) => {
    const reports = readDeliveryReports({ rawBody: bodyOf(req), headers: req.headers, now: clock.now() }, keys);
    const accepted = await apply(reports);
    res.set(API_HEADERS).set('Cache-Control', 'no-store').json({ accepted });
  };
  route(router, { method: 'post', path: REPORTS_PATH, permission: 'gateway-signature', before: [rawBody], handler });
  return router;
}

// The signature covers the bytes as they came, so nothing may read them first.
const rawBody = express.raw({ type: () => true, limit: LARGEST_BODY, inflate: false });

function bodyOf({ body }: Request): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
