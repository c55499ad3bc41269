import { type RequestHandler, Router } from 'express';
import { apiRoute } from '../../http/api-route.js';
import type { Clock } from '../../infrastructure/clock.js';
import { civilDateAt } from '../calendar/index.js';
import { assessEligibility, type EligibilityQuestion } from './assess-eligibility.js';
import type { Business } from './business.js';
import { eligibilityAnswer } from './eligibility.answers.js';
import { eligibilityForm } from './eligibility.forms.js';
import { documentText, reasonText } from './texts.js';

/** What the rules need of a hall; the halls themselves are told about eligibility, not the other way round. */
export type HallToJudge = EligibilityQuestion['hall'] & { timeZone: string };

export function createEligibilityApi({ clock, hallFor, limit }: EligibilityApiDependencies): Router {
  const router = Router();
  apiRoute(router, {
    method: 'post',
    path: '/v1/eligibility',
    permission: 'public',
    before: [limit],
    operation: {
      id: 'assessEligibility',
      tag: 'eligibility',
      body: eligibilityForm,
      answer: { status: 200, schema: eligibilityAnswer },
      refusals: { 429: ['rate-limited'] },
    },
    handle: async ({ body, req: { t } }) => {
      const { timeZone, ...hall } = await hallFor(body);
      const today = civilDateAt(clock.now(), timeZone);
      const { allowed, basis, reasons, documents, warnings } = assessEligibility({ ...body, hall, today });
      return {
        status: 200,
        body: {
          allowed,
          basis,
          reasons: reasons.map((reason) => ({ code: reason.code, text: reasonText(reason, t), party: reason.party })),
          documents: documents.map((item) => ({ party: item.party, code: item.code, text: documentText(item, t) })),
          warnings,
        },
      };
    },
  });
  return router;
}

export interface EligibilityApiDependencies {
  clock: Clock;
  /** The hall somebody asks about; throws ValidationFailed when there is none, or none that offers the business. */
  hallFor: (asked: { hall: string; business: Business }) => Promise<HallToJudge>;
  limit: RequestHandler;
}
