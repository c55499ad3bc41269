import express, { Router } from 'express';
import Joi from 'joi';
import { Duration } from 'luxon';
import { parse } from '../../http/parse.js';
import { route } from '../../http/route.js';
import type { Clock } from '../../infrastructure/clock.js';
import type { SharedClock } from '../../infrastructure/shared-clock.js';
import { onlyLoopback } from './only-loopback.js';

interface Move {
  now?: Date;
  advance?: number;
}

const move = Joi.object<Move>({
  now: Joi.date().iso().optional(),
  advance: Joi.string().custom(toMilliseconds).optional(),
}).xor('now', 'advance');

/** Moves the clock of every process: development and tests only, from this machine only. */
export function createClockRouter({ clock, shared }: { clock: Clock; shared: SharedClock }): Router {
  const router = Router();
  const before = [onlyLoopback];
  const answer = () => ({ now: clock.now().toISOString() });

  route(router, {
    method: 'get',
    path: '/dev/clock',
    permission: 'development',
    before,
    handler: (_req, res) => void res.json(answer()),
  });

  route(router, {
    method: 'post',
    path: '/dev/clock',
    permission: 'development',
    before: [...before, express.json({ limit: '1kb' })],
    handler: async (req, res) => {
      const { now, advance = 0 } = parse(move, req.body);
      await (now ? shared.moveTo(now) : shared.moveBy(advance));
      res.json(answer());
    },
  });

  route(router, {
    method: 'delete',
    path: '/dev/clock',
    permission: 'development',
    before,
    handler: async (_req, res) => {
      await shared.reset();
      res.json(answer());
    },
  });
  return router;
}

function toMilliseconds(text: string, helpers: Joi.CustomHelpers): number | Joi.ErrorReport {
  const duration = Duration.fromISO(text);
  return duration.isValid ? duration.toMillis() : helpers.error('any.custom', { code: 'not-a-duration' });
}
