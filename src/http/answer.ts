import type { Request, Response } from 'express';
import type { Language } from '../infrastructure/language.js';
import { API_HEADERS } from '../infrastructure/security-headers.js';

/** What a call of the API answers: an object goes out as JSON, bytes go out as they are under the content type they name. */
export interface Answer {
  status: number;
  body?: object | Buffer;
  headers?: Record<string, string>;
  /** All headers as they are written, names and values in turn: only `prepareAnswer` sets it. */
  head?: string[];
}

const HEADS: Record<Language, Record<string, string>> = { 'zh-CN': headIn('zh-CN'), en: headIn('en') };

function headIn(language: Language): Record<string, string> {
  return { ...API_HEADERS, 'Cache-Control': 'no-store', 'Content-Language': language, Vary: 'Accept-Language' };
}

/** Does once what sending an answer needs, for answers that are given many times over. */
export function prepareAnswer({ status, body, headers = {} }: Answer, language: Language): Answer & PreparedPart {
  const all: Record<string, string> = { ...HEADS[language], ...headers };
  const isObject = body !== undefined && !Buffer.isBuffer(body);
  const bytes = isObject ? Buffer.from(JSON.stringify(body)) : body;
  if (isObject) all['Content-Type'] = 'application/json; charset=utf-8';
  if (bytes) all['Content-Length'] = String(bytes.length);
  return { status, body: bytes, headers, head: Object.entries(all).flat() };
}

/** Writes an answer; one with an ETag the caller already holds becomes 304. All headers go out in one call, which is what is quick. */
export function sendAnswer(req: Request, res: Response, answer: Answer): void {
  const { status, body, headers, head } = isPrepared(answer) ? answer : prepareAnswer(answer, req.language);
  if (holds(req, headers?.['ETag'])) res.writeHead(304, withoutLength(head)).end();
  else res.writeHead(status, head).end(body);
}

interface PreparedPart {
  body: Buffer | undefined;
  head: string[];
}

function isPrepared(answer: Answer): answer is Answer & PreparedPart {
  return answer.head !== undefined;
}

/** A 304 says nothing of a body it does not have. */
function withoutLength(head: string[]): string[] {
  const at = head.indexOf('Content-Length');
  return at < 0 ? head : head.toSpliced(at, 2);
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
