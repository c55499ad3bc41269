import type Joi from 'joi';
import { type FieldError, ValidationFailed } from '../errors/index.js';

interface ParseResult<T> {
  value: T;
  errors: FieldError[];
}

/** Parses what came from outside: every wrong field is named at once, and nothing wrong or unknown gets through. */
export function parse<T>(schema: Joi.ObjectSchema<T>, input: unknown): T {
  const { value, errors } = tryParse(schema, input);
  if (errors.length > 0) throw new ValidationFailed(errors);
  return value;
}

/** The same without throwing, for pages that show the form again with what was typed. */
export function tryParse<T>(schema: Joi.ObjectSchema<T>, input: unknown): ParseResult<T> {
  const { value, error } = validate(schema, input);
  if (!error) return { value, errors: [] };
  return error.details.some(isStray) ? withoutStrays(schema, input, error) : failed(value, error.details);
}

const PLAIN_NAME = /^[A-Za-z_][\w-]*$/;

/** Callers may send more than is asked for, and it is dropped; a name no caller of ours would write, such as an operator, is refused. */
function withoutStrays<T>(schema: Joi.ObjectSchema<T>, input: unknown, strict: Joi.ValidationError): ParseResult<T> {
  const strange = strict.details.filter((item) => isStray(item) && !PLAIN_NAME.test(String(item.path.at(-1))));
  const { value, error } = validate(schema, input, { stripUnknown: true });
  return failed(value, [...(error?.details ?? []), ...strange]);
}

function validate<T>(
  schema: Joi.ObjectSchema<T>,
  input: unknown,
  more: Joi.ValidationOptions = {},
): { value: T; error: Joi.ValidationError | undefined } {
  const result = schema.validate(input ?? {}, {
    abortEarly: false,
    errors: { render: false },
    presence: 'required',
    ...more,
  });
  return { value: result.value as T, error: result.error };
}

function isStray({ type }: Joi.ValidationErrorItem): boolean {
  return type === 'object.unknown';
}

function failed<T>(value: T, details: Joi.ValidationErrorItem[]): ParseResult<T> {
  return { value, errors: details.map(toFieldError) };
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
