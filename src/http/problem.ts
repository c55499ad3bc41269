import type { Request, Response } from 'express';
import { API_HEADERS } from '../infrastructure/security-headers.js';
import { type DomainError, RateLimited, ValidationFailed } from '../errors/domain-error.js';

/** Writes a refusal as RFC 9457 `application/problem+json`, in the caller's language, with a code that stays the same. */
export function sendProblem(req: Request, res: Response, error: DomainError): void {
  const { t } = req;
  const problem = {
    type: `urn:xiyue:problem:${error.code}`,
    title: t(`errors:${error.code}.title`, error.params),
    status: error.status,
    code: error.code,
    detail: t(`errors:${error.code}.detail`, error.params),
    ...error.extensions,
    ...error.wording(t),
    ...(error instanceof ValidationFailed && {
      errors: error.fields.map(({ field, code, params }) => ({
        field,
        code,
        message: t(`validation:${code}`, { ...params }),
      })),
    }),
  };
  if (error instanceof RateLimited) res.set('Retry-After', String(error.retryAfterSeconds));
  res
    .status(error.status)
    .set({ ...API_HEADERS, 'Cache-Control': 'no-store', 'Content-Language': req.language })
    .vary('Accept-Language')
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}
