import type { RequestHandler } from 'express';
import { staffOf } from '../../http/require-permission.js';
import type { LiveFeed } from './live-feed.js';

const BREATH_MS = 20_000;
/** The browser connects again by itself, and whether the person may still look is asked anew. */
const LONGEST_MS = 5 * 60_000;

/** Server-sent events: says that the page is out of date, never what has changed. */
export function streamEvents(feed: LiveFeed): RequestHandler {
  return (req, res) => {
    const { hall } = staffOf(req);
    res.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    res.flushHeaders();
    res.write('retry: 3000\n\n');
    const unsubscribe = feed.subscribe(hall, (version) => res.write(`event: changed\ndata: ${version}\n\n`));
    const breath = setInterval(() => res.write(': here\n\n'), BREATH_MS).unref();
    const limit = setTimeout(() => res.end(), LONGEST_MS).unref();
    res.on('close', () => {
      unsubscribe();
      clearInterval(breath);
      clearTimeout(limit);
    });
  };
}
