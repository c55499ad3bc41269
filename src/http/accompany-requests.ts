import type { Request, RequestHandler, Response } from 'express';
import { monotonicMs } from '../infrastructure/clock.js';

/** Somebody who wants to know of every request from its beginning to its end. */
export interface Companion {
  begin?: (req: Request, res: Response, at: number) => void;
  end?: (req: Request, res: Response, ms: number) => void;
}

/** What every request pays for: one layer and one listener for all companions together. */
export function accompanyRequests(...companions: Companion[]): RequestHandler {
  const begins = companions.flatMap(({ begin }) => begin ?? []);
  const ends = companions.flatMap(({ end }) => end ?? []);
  return (req, res, next) => {
    const from = monotonicMs();
    for (const begin of begins) begin(req, res, from);
    if (ends.length > 0)
      res.on('close', () => {
        const ms = monotonicMs() - from;
        for (const end of ends) end(req, res, ms);
      });
    next();
  };
}
