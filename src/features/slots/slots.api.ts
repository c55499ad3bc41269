import { Router } from 'express';
import { apiRoute } from '../../http/api-route.js';
import type { AvailabilityAnswers } from './availability-answers.js';
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
    handle: ({ params, query, req: { language } }) => availabilityAnswers.of({ hall: params.hall, ...query, language }),
  });
  return router;
}
