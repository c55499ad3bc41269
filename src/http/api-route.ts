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
const REMEMBERED_ADDRESSES = 500;

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
  const parseAddress = rememberAddresses((req) => ({
    params: params ? addressed(params, req.params) : parseNothing<Params>(),
    query: query ? parse(query, withoutLanguage(req.query)) : parseNothing<Query>(),
  }));
  const parseBody = body ? (input: unknown) => parse(body, input) : parseNothing<Body>;
  const scope = `${spec.method} ${spec.path}`;

  const answerTo = (req: Request): Answer | Promise<Answer> => {
    const call = { ...parseAddress(req), body: parseBody(req.body), req };
    const key = idempotency && readIdempotencyKey(req);
    if (!idempotency || key === undefined) return handle(call);
    return idempotency.once({ scope, client: req.ip ?? '', key, request: call.body }, async () => handle(call));
  };
  // An answer that is at hand goes out in the same turn.
  const handler: RequestHandler = (req, res) => {
    const answer = answerTo(req);
    if (!(answer instanceof Promise)) return void sendAnswer(req, res, answer);
    return answer.then((late) => sendAnswer(req, res, late));
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

// The same few addresses come again and again; what one means depends on its text alone.
function rememberAddresses<Params, Query>(
  read: (req: Request) => { params: Params; query: Query },
): (req: Request) => { params: Params; query: Query } {
  const known = new Map<string, { params: Params; query: Query }>();
  return (req) => {
    const remembered = known.get(req.url);
    if (remembered) return remembered;
    const parsed = read(req);
    if (known.size >= REMEMBERED_ADDRESSES) known.clear();
    known.set(req.url, parsed);
    return parsed;
  };
}

/** `lang` is understood everywhere and means the same everywhere. */
function withoutLanguage({ lang: _, ...fields }: Request['query']): object {
  return fields;
}

function parseNothing<T>(): T {
  return {} as T;
}
