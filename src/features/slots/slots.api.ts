import { Router } from 'express';
import { apiRoute } from '../../http/api-route.js';
import type { Answer } from '../../http/answer.js';
import type { AvailabilityAnswers, RenderedAvailability } from './availability-answers.js';
import { availabilityAnswer } from './slots.answers.js';
import { availabilityQuery, hallAddress } from './slots.forms.js';

export function createSlotsApi({ availabilityAnswers }: { availabilityAnswers: AvailabilityAnswers }): Router {
  const router = Router();
  apiRoute(router, {
    method: 'get',
    path: '/v1/halls/:hall/availability',
    permission: 'public',
    operation: {
      id: 'readAvailability',
      tag: 'halls',
      params: hallAddress,
      query: availabilityQuery,
      answer: { status: 200, schema: availabilityAnswer, hasEtag: true },
      refusals: { 404: ['not-found'] },
    },
    handle: ({ params, query, req: { language } }) => {
      const rendered = availabilityAnswers.of({ ...params, ...query, language });
      return rendered instanceof Promise ? rendered.then(toAnswer) : toAnswer(rendered);
    },
  });
  return router;
}

function toAnswer({ bytes, etag }: RenderedAvailability): Answer {
  return { status: 200, body: bytes, headers: { ...HEADERS, ETag: etag } };
}

const HEADERS = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-cache' };
