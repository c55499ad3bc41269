import type { RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimit } from '../config/index.js';
import { RateLimited } from '../errors/index.js';

/**
 * Counts how often a key comes and throws RateLimited beyond the limit. It is counted in this process's memory, so that a flood
 * costs no store round trip; with n web processes behind a balancer a key can reach n times the limit.
 */
export function createRateLimit(name: string, { points, seconds }: RateLimit): (key: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      throw new RateLimited(Math.max(1, Math.ceil(rejection.msBeforeNext / 1000)));
    }
  };
}

/** Limits how fast one address may call. */
export function limitByAddress(name: string, limit: RateLimit): RequestHandler {
  const consume = createRateLimit(name, limit);
  return async (req, _res, next) => {
    await consume(req.ip ?? 'unknown');
    next();
  };
}
