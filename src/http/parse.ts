import type Joi from 'joi';
import { type FieldError, ValidationFailed } from '../errors/index.js';

/** Parses what came from outside. Unknown keys are refused, every wrong field is named at once, and nothing wrong gets through. */
export function parse<T>(schema: Joi.ObjectSchema<T>, input: unknown): T {
  const { value, errors } = tryParse(schema, input);
  if (errors.length > 0) throw new ValidationFailed(errors);
  return value;
}

/** The same without throwing, for pages that show the form again with what was typed. */
export function tryParse<T>(schema: Joi.ObjectSchema<T>, input: unknown): { value: T; errors: FieldError[] } {
  const result = schema.validate(input ?? {}, { abortEarly: false, errors: { render: false }, presence: 'required' });
  return { value: result.value as T, errors: result.error?.details.map(toFieldError) ?? [] };
}

function toFieldError({ path, type, context }: Joi.ValidationErrorItem): FieldError {
  const field = path.join('.');
  const { code, limit } = { ...NAMES[type], ...context } as { code?: string; limit?: number };
  return { field, code: code ?? NAMES[type]?.code ?? 'invalid', ...(limit === undefined ? {} : { params: { limit } }) };
}

/** joi's error types in the product's own words; each code has its text in `validation`. */
const NAMES: Record<string, { code: string }> = {
  'any.required': { code: 'required' },
  'string.empty': { code: 'required' },
  'any.only': { code: 'not-offered' },
  'string.max': { code: 'too-long' },
  'string.min': { code: 'too-short' },
  'string.base': { code: 'not-text' },
  'number.base': { code: 'not-number' },
  'number.min': { code: 'too-small' },
  'number.max': { code: 'too-large' },
  'boolean.base': { code: 'not-yes-or-no' },
  'array.base': { code: 'not-list' },
  'array.length': { code: 'wrong-count' },
  'array.min': { code: 'wrong-count' },
  'array.max': { code: 'wrong-count' },
  'object.base': { code: 'not-object' },
  'any.unknown': { code: 'unknown-field' },
  'object.unknown': { code: 'unknown-field' },
  'object.missing': { code: 'required' },
  'object.xor': { code: 'required' },
};
