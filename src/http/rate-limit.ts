import type { RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimit } from '../config/index.js';
import { RateLimited } from '../errors/index.js';

/**
 * Limits how fast one address may call. It is counted in this process's memory, so that a flood costs no store round trip;
 * with n web processes behind a balancer an address can reach n times the limit.
 */
export function limitByAddress(name: string, { points, seconds }: RateLimit): RequestHandler {
  const limiter = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
  return async (req, _res, next) => {
    try {
      await limiter.consume(req.ip ?? 'unknown');
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      throw new RateLimited(Math.max(1, Math.ceil(rejection.msBeforeNext / 1000)));
    }
    next();
  };
}
