import type Joi from 'joi';

/** What the API document says about a route; the same schemas validate what comes in. */
export interface Operation<Params = unknown, Query = unknown, Body = unknown> {
  /** Names the operation in the document and its texts: `api:operations.<id>`. */
  id: string;
  /** Groups operations in the document: `api:tags.<tag>`. */
  tag: string;
  params?: Joi.ObjectSchema<Params>;
  query?: Joi.ObjectSchema<Query>;
  body?: Joi.ObjectSchema<Body>;
  answer: OperationAnswer;
  /** Codes of the problems it can answer, by status; those every route can answer are added. */
  refusals?: Readonly<Record<number, readonly string[]>>;
  idempotencyKey?: 'optional' | 'required';
}

export interface OperationAnswer {
  status: number;
  /** Absent when the answer has no body. */
  schema?: Joi.Schema;
  /** Instead of a schema, for what is not JSON. */
  contentType?: string;
  /** Whether the answer carries an ETag, so that an unchanged one is answered with 304. */
  hasEtag?: boolean;
}
