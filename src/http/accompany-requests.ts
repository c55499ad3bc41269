import type { Request, RequestHandler, Response } from 'express';
import { monotonicMs } from '../infrastructure/clock.js';

/** Somebody who wants to know of every request from its beginning to its end. */
export interface Companion {
  begin?(req: Request, res: Response, at: number): void;
  end?(req: Request, res: Response, ms: number): void;
}

/** What every request pays for: one layer and one listener for all companions together. */
export function accompanyRequests(...companions: Companion[]): RequestHandler {
  return (req, res, next) => {
    const from = monotonicMs();
    for (const companion of companions) companion.begin?.(req, res, from);
    res.on('close', () => {
      for (const companion of companions) companion.end?.(req, res, monotonicMs() - from);
    });
    next();
  };
}
