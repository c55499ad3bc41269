import type { RequestHandler } from 'express';

/** Pages whose address is a key: it must not travel as a referrer, stay in a cache or be listed by a search engine. */
export const privateLink: RequestHandler = (_req, res, next) => {
  res.set({
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex, nofollow, noarchive',
  });
  res.locals['referrerPolicy'] = 'no-referrer';
  next();
};
