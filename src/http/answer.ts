import type { Request, Response } from 'express';

/** What a call of the API answers: an object goes out as JSON, bytes go out as they are under the content type they name. */
export interface Answer {
  status: number;
  body?: object | Buffer;
  headers?: Record<string, string>;
}

/** Writes an answer; one with an ETag the caller already holds becomes 304. */
export function sendAnswer(req: Request, res: Response, { status, body, headers = {} }: Answer): void {
  res.statusCode = status;
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Content-Language', req.language);
  res.setHeader('Vary', 'Accept-Language');
  for (const name in headers) res.setHeader(name, headers[name] ?? '');
  if (holds(req, headers['ETag'])) {
    res.statusCode = 304;
    res.end();
    return;
  }
  if (body === undefined) {
    res.end();
    return;
  }
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  if (!Buffer.isBuffer(body)) res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Length', bytes.length);
  res.end(bytes);
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
