import type { Request } from 'express';
import type { FieldError } from '../../errors/index.js';

/** The fields of a posted form without its token. */
export function formFields(req: Request): Record<string, unknown> {
  const { _csrf, ...fields } = (req.body ?? {}) as Record<string, unknown>;
  return fields;
}

/** What was typed, to show it again. */
export function typedText(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200) : '';
}

export function inWords(errors: FieldError[], t: Request['t']): { field: string; message: string }[] {
  return errors.map(({ field, code, params }) => ({ field, message: t(`validation:${code}`, { ...params }) }));
}
