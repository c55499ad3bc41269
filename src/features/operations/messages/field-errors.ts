import type { Request } from 'express';
import type { FieldError } from '../../../errors/index.js';

export interface WordedError {
  field: string;
  message: string;
}

export function inWords(errors: readonly FieldError[], { t }: Pick<Request, 't'>): WordedError[] {
  return errors.map(({ field, code, params }) => ({ field, message: t(`validation:${code}`, { ...params }) }));
}
