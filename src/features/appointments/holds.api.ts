import { type RequestHandler, Router } from 'express';
import { apiRoute } from '../../http/api-route.js';
import type { Idempotency } from '../../http/idempotency/idempotency.js';
import type { Clock } from '../../infrastructure/clock.js';
import { toOffsetIso } from '../calendar/index.js';
import type { HallDirectory } from '../halls/index.js';
import { holdAnswer } from './appointments.answers.js';
import { holdAddress, holdForm } from './appointments.forms.js';
import { startOn } from './chosen-start.js';
import type { Holds } from './holds.service.js';

export function createHoldsApi({ holds, halls, clock, idempotency, limit }: HoldsApiDependencies): Router {
  const router = Router();
  apiRoute(router, {
    method: 'post',
    path: '/v1/holds',
    permission: 'public',
    before: [limit],
    idempotency,
    operation: {
      id: 'createHold',
      tag: 'appointments',
      body: holdForm,
      answer: { status: 201, schema: holdAnswer },
      refusals: { 409: ['slot-full', 'slot-closed', 'not-yet-released'], 429: ['rate-limited'] },
    },
    handle: async ({ body }) => {
      const hall = await halls.named(body.hall);
      const start = startOn(body.start, { ...body, timeZone: hall.timeZone });
      const { id, expiresAt } = await holds.create({ ...body, hall, start }, clock.now());
      return { status: 201, body: { id, expiresAt: toOffsetIso(expiresAt, hall.timeZone) } };
    },
  });

  apiRoute(router, {
    method: 'delete',
    path: '/v1/holds/:id',
    permission: 'public',
    operation: {
      id: 'giveUpHold',
      tag: 'appointments',
      params: holdAddress,
      answer: { status: 204 },
      refusals: { 404: ['not-found', 'hold-unknown'] },
    },
    handle: async ({ params: { id } }) => {
      await holds.giveUp(id, clock.now());
      return { status: 204 };
    },
  });
  return router;
}

export interface HoldsApiDependencies {
  holds: Holds;
  halls: HallDirectory;
  clock: Clock;
  idempotency: Idempotency;
  limit: RequestHandler;
}
