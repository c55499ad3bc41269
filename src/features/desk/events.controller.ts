import type { RequestHandler } from 'express';
import { staffOf } from '../../http/require-permission.js';
import type { LiveFeed } from './live-feed.js';

/** How long somebody who has signed out, or was signed out, may still be told that something has changed. */
const BREATH_MS = 5_000;
/** The browser connects again by itself, and what the person may see is asked anew. */
const LONGEST_MS = 5 * 60_000;

/**
 * Server-sent events: says that the page is out of date, never what has changed. The stream lasts no longer than the session it was
 * opened in; a stream does not keep the session alive.
 */
export function streamEvents(feed: LiveFeed): RequestHandler {
  return (req, res) => {
    const { hall, isStillSignedIn } = staffOf(req);
    res.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    res.flushHeaders();
    res.write('retry: 3000\n\n');
    const unsubscribe = feed.subscribe(hall, (version) => res.write(`event: changed\ndata: ${version}\n\n`));
    const breathe = async () => {
      // A store that cannot answer ends the stream, too: the browser comes back and is asked who it is.
      const isHere = await isStillSignedIn().catch(() => undefined);
      if (res.writableEnded) return;
      if (isHere) res.write(': here\n\n');
      else res.end(isHere === false ? 'event: signed-out\ndata: \n\n' : undefined);
    };
    const breath = setInterval(() => void breathe(), BREATH_MS).unref();
    const limit = setTimeout(() => res.end(), LONGEST_MS).unref();
    res.on('close', () => {
      unsubscribe();
      clearInterval(breath);
      clearTimeout(limit);
    });
  };
}
