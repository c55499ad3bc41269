import type { RequestHandler } from 'express';
import { NotFound } from '../../errors/index.js';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** These routes show and change what must never leave the machine, so the socket itself has to come from it. */
export const onlyLoopback: RequestHandler = (req, _res, next) => {
  if (!LOOPBACK.has(req.socket.remoteAddress ?? '')) throw new NotFound();
  next();
};
