import type { TFunction } from 'i18next';
import { IDEMPOTENCY_HEADER, LONGEST_KEY } from '../idempotency/idempotency-key.js';
import type { Operation } from '../operation.js';
import type { RouteSpec } from '../route.js';
import { type JsonSchema, JsonSchemas } from './json-schema.js';
import { problemSchema } from './problem.schema.js';

const PREFIX = '/api';
const PROBLEM_TYPE = 'application/problem+json';
/** What any call can be answered with when the product itself is in trouble. */
const ALWAYS = { 500: ['internal'], 503: ['unavailable'] };

export interface OpenApiDocument {
  openapi: '3.1.1';
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, JsonSchema>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: JsonSchema };
}

/** The API as OpenAPI 3.1, generated from what the routes declare and validate with, in the language of `t`. */
export function buildDocument({ routes, t, serverUrl }: DocumentSources): OpenApiDocument {
  const schemas = new JsonSchemas();
  schemas.of(problemSchema);
  const described = routes.flatMap(({ operation, ...spec }) => (operation ? [{ ...spec, operation }] : []));
  const paths: OpenApiDocument['paths'] = {};
  for (const spec of described) {
    const path = PREFIX + spec.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [spec.method]: describeOperation(spec, { schemas, t }) };
  }
  const tags = [...new Set(described.map(({ operation }) => operation.tag))];
  return {
    openapi: '3.1.1',
    info: { title: t('api:title'), version: 'v1', description: t('api:description') },
    servers: [{ url: serverUrl }],
    tags: tags.map((name) => ({ name, description: t(`api:tags.${name}`) })),
    paths,
    components: {
      schemas: schemas.components,
      securitySchemes: { manageToken: { type: 'http', scheme: 'bearer', description: t('api:manageToken') } },
    },
  };
}

/** Codes of the problems an operation can answer, by status, with those its shape brings along. */
export function refusalsOf({
  params,
  query,
  body,
  refusals = {},
  idempotencyKey,
}: Operation): Record<number, string[]> {
  const all: Record<number, string[]> = {};
  const add = (codes: Readonly<Record<number, readonly string[]>>) => {
    for (const [status, more] of Object.entries(codes))
      all[Number(status)] = [...new Set([...(all[Number(status)] ?? []), ...more])];
  };
  if (query || body || idempotencyKey) add({ 422: ['validation'] });
  if (params) add({ 404: ['not-found'] });
  if (body) add({ 413: ['too-large'], 415: ['unsupported-media-type'] });
  if (idempotencyKey) add({ 409: ['idempotency-conflict'], 422: ['idempotency-conflict'] });
  add(refusals);
  add(ALWAYS);
  return all;
}

export interface DocumentSources {
  routes: readonly RouteSpec[];
  t: TFunction;
  serverUrl: string;
}

interface Wording {
  schemas: JsonSchemas;
  t: TFunction;
}

function describeOperation(
  { operation, permission }: Pick<RouteSpec, 'permission'> & { operation: Operation },
  { schemas, t }: Wording,
): JsonSchema {
  const { id, tag, params, query, body, answer, idempotencyKey } = operation;
  const parameters = [
    ...(params ? schemas.parametersOf(params, 'path') : []),
    ...(query ? schemas.parametersOf(query, 'query') : []),
    ...(idempotencyKey ? [keyParameter(idempotencyKey, t)] : []),
  ];
  return {
    operationId: id,
    tags: [tag],
    summary: t(`api:operations.${id}.summary`),
    description: t(`api:operations.${id}.description`),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemas.of(body) } } },
    }),
    responses: {
      [answer.status]: answered(answer, { schemas, t }),
      ...(answer.hasEtag && { 304: { description: t('api:answers.304') } }),
      ...Object.fromEntries(
        Object.entries(refusalsOf(operation)).map(([status, codes]) => [status, refused(codes, t)]),
      ),
    },
    security: permission === 'manage-token' ? [{ manageToken: [] }] : [],
  };
}

function answered({ status, schema, contentType, hasEtag }: Operation['answer'], { schemas, t }: Wording): JsonSchema {
  const content = schema ? { 'application/json': { schema: schemas.of(schema) } } : undefined;
  const file = contentType === undefined ? undefined : { [contentType]: { schema: { type: 'string' } } };
  return {
    description: t(`api:answers.${status}`),
    ...(hasEtag && { headers: { ETag: { schema: { type: 'string' } } } }),
    ...((content ?? file) && { content: content ?? file }),
  };
}

function refused(codes: readonly string[], t: TFunction): JsonSchema {
  return {
    description: codes.map((code) => `\`${code}\` ${t(`errors:${code}.title`)}`).join('; '),
    content: {
      [PROBLEM_TYPE]: {
        schema: {
          allOf: [{ $ref: '#/components/schemas/Problem' }],
          properties: { code: { enum: codes } },
        },
      },
    },
  };
}

function keyParameter(need: 'optional' | 'required', t: TFunction): JsonSchema {
  return {
    name: IDEMPOTENCY_HEADER,
    in: 'header',
    required: need === 'required',
    description: t('api:idempotencyKey'),
    schema: { type: 'string', minLength: 1, maxLength: LONGEST_KEY },
  };
}
