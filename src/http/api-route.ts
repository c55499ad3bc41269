import express, { type Request, type RequestHandler, type Router } from 'express';
import type Joi from 'joi';
import { DomainError, NotFound } from '../errors/domain-error.js';
import { type Answer, sendAnswer } from './answer.js';
import type { Idempotency } from './idempotency/idempotency.js';
import { readIdempotencyKey } from './idempotency/idempotency-key.js';
import type { Operation } from './operation.js';
import { parse, tryParse } from './parse.js';
import { route, type RouteSpec } from './route.js';

const LARGEST_BODY = '64kb';
const REMEMBERED_QUERIES = 500;

/** A call that has passed its operation's schemas. */
export interface Call<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  req: Request;
}

export interface ApiRouteSpec<Params, Query, Body> extends Omit<RouteSpec, 'handler' | 'operation'> {
  operation: Operation<Params, Query, Body>;
  /** Lets callers repeat a creating call safely by an Idempotency-Key. */
  idempotency?: Idempotency;
  handle: (call: Call<Params, Query, Body>) => Answer | Promise<Answer>;
}

/** Declares one call of the JSON API: what its operation describes is what is parsed, and `handle` only translates. */
export function apiRoute<Params, Query, Body>(
  router: Router,
  { operation, handle, idempotency, before = [], ...spec }: ApiRouteSpec<Params, Query, Body>,
): void {
  const { params, query, body } = operation;
  const parseParams = params ? (input: unknown) => addressed(params, input) : parseNothing<Params>;
  const parseQuery = query ? rememberQueries(query) : parseNothing<Query>;
  const parseBody = body ? (input: unknown) => parse(body, input) : parseNothing<Body>;
  const scope = `${spec.method} ${spec.path}`;

  const handler: RequestHandler = async (req, res) => {
    const call = { params: parseParams(req.params), query: parseQuery(req), body: parseBody(req.body), req };
    const key = idempotency && readIdempotencyKey(req);
    const answer =
      idempotency && key !== undefined
        ? await idempotency.once({ scope, client: req.ip ?? '', key, request: call.body }, async () => handle(call))
        : await handle(call);
    sendAnswer(req, res, answer);
  };
  route(router, {
    ...spec,
    before: body ? [...before, onlyJson, jsonBody] : before,
    operation: { ...operation, ...(idempotency && { idempotencyKey: 'optional' as const }) },
    handler,
  });
}

const jsonBody = express.json({ limit: LARGEST_BODY, type: 'application/json' });

const onlyJson: RequestHandler = (req, _res, next) => {
  const isEmpty = req.get('Content-Length') === '0';
  if (!isEmpty && req.is('application/json') === false)
    throw new DomainError('unsupported-media-type', { status: 415 });
  next();
};

/** A part of the address that cannot name anything names nothing. */
function addressed<T>(schema: Joi.ObjectSchema<T>, input: unknown): T {
  const { value, errors } = tryParse(schema, input);
  if (errors.length > 0) throw new NotFound();
  return value;
}

// The same few queries come again and again; what one means depends on its text alone.
function rememberQueries<T>(schema: Joi.ObjectSchema<T>): (req: Request) => T {
  const known = new Map<string, T>();
  return (req) => {
    const at = req.url.indexOf('?');
    const text = at < 0 ? '' : req.url.slice(at);
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    // `lang` is understood everywhere and means the same everywhere.
    const { lang: _, ...fields } = req.query;
    const parsed = parse(schema, fields);
    if (known.size >= REMEMBERED_QUERIES) known.clear();
    known.set(text, parsed);
    return parsed;
  };
}

function parseNothing<T>(): T {
  return {} as T;
}
