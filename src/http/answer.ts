import type { Request, Response } from 'express';
import { API_HEADERS } from '../infrastructure/security-headers.js';

/** What a call of the API answers: an object goes out as JSON, bytes go out as they are under the content type they name. */
export interface Answer {
  status: number;
  body?: object | Buffer;
  headers?: Record<string, string>;
}

/** Writes an answer; one with an ETag the caller already holds becomes 304. All headers go out in one call, which is what is quick. */
export function sendAnswer(req: Request, res: Response, { status, body, headers }: Answer): void {
  const all: Record<string, string | number> = {
    ...API_HEADERS,
    'Cache-Control': 'no-store',
    'Content-Language': req.language,
    Vary: 'Accept-Language',
    ...headers,
  };
  if (holds(req, headers?.['ETag'])) {
    res.writeHead(304, all).end();
    return;
  }
  if (body === undefined) {
    res.writeHead(status, all).end();
    return;
  }
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  if (!Buffer.isBuffer(body)) all['Content-Type'] = 'application/json; charset=utf-8';
  all['Content-Length'] = bytes.length;
  res.writeHead(status, all).end(bytes);
}

/**
 * Whether the caller already holds what this ETag names. `Cache-Control: no-cache` beside it asks the origin, which this is;
 * Express's `req.fresh` would send the whole answer, and every `fetch` with If-None-Match adds that header.
 */
function holds({ headers: { 'if-none-match': held } }: Request, etag: string | undefined): boolean {
  if (held === undefined || etag === undefined) return false;
  const strong = (tag: string) => tag.trim().replace(/^W\//, '');
  return held.trim() === '*' || held.split(',').some((tag) => strong(tag) === strong(etag));
}
