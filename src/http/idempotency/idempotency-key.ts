import type { Request } from 'express';
import { ValidationFailed } from '../../errors/domain-error.js';

export const IDEMPOTENCY_HEADER = 'Idempotency-Key';
export const LONGEST_KEY = 255;

const PRINTABLE = /^[\x20-\x7e]+$/;

/** The caller's name for this request, if it gave one; throws ValidationFailed for one that is too long or not plain text. */
export function readIdempotencyKey(req: Request): string | undefined {
  const key = req.get(IDEMPOTENCY_HEADER)?.trim();
  if (key === undefined) return undefined;
  if (key === '') throw refused('idempotency-key-needed');
  if (key.length > LONGEST_KEY) throw refused('too-long', { limit: LONGEST_KEY });
  if (!PRINTABLE.test(key)) throw refused('invalid');
  return key;
}

/** The same for calls that cannot do without. */
export function requireIdempotencyKey(req: Request): string {
  const key = readIdempotencyKey(req);
  if (key === undefined) throw refused('idempotency-key-needed');
  return key;
}

function refused(code: string, params?: Record<string, unknown>): ValidationFailed {
  return new ValidationFailed([{ field: IDEMPOTENCY_HEADER, code, ...(params && { params }) }]);
}
