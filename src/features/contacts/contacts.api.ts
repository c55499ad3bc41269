import { type RequestHandler, Router } from 'express';
import { apiRoute } from '../../http/api-route.js';
import type { Idempotency } from '../../http/idempotency/idempotency.js';
import type { Clock } from '../../infrastructure/clock.js';
import { contactTokenAnswer, verificationAnswer } from './contacts.answers.js';
import { codeForm, verificationAddress, verificationForm } from './contacts.forms.js';
import type { Contacts } from './contacts.service.js';

export function createContactsApi({ contacts, clock, idempotency, limit }: ContactsApiDependencies): Router {
  const router = Router();
  apiRoute(router, {
    method: 'post',
    path: '/v1/contact-verifications',
    permission: 'public',
    before: [limit],
    idempotency,
    operation: {
      id: 'startContactVerification',
      tag: 'contacts',
      body: verificationForm,
      answer: { status: 202, schema: verificationAnswer },
      refusals: { 429: ['rate-limited'] },
    },
    handle: async ({ body: { phone }, req: { language } }) => {
      const { id, expiresAt, resendAfter } = await contacts.start({
        phone,
        now: clock.now(),
        language,
      });
      return { status: 202, body: { id, expiresAt, resendAfter } };
    },
  });

  apiRoute(router, {
    method: 'post',
    path: '/v1/contact-verifications/:id/confirm',
    permission: 'public',
    before: [limit],
    operation: {
      id: 'confirmContactVerification',
      tag: 'contacts',
      params: verificationAddress,
      body: codeForm,
      answer: { status: 200, schema: contactTokenAnswer },
      refusals: {
        404: ['not-found', 'verification-unknown'],
        422: ['wrong-code', 'code-expired', 'too-many-attempts'],
        429: ['rate-limited'],
      },
    },
    handle: async ({ params: { id }, body: { code } }) => ({
      status: 200,
      body: await contacts.confirm({ id, code, now: clock.now() }),
    }),
  });
  return router;
}

export interface ContactsApiDependencies {
  contacts: Contacts;
  clock: Clock;
  idempotency: Idempotency;
  limit: RequestHandler;
}
