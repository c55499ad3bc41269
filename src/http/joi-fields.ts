import Joi from 'joi';

/** Text as people type it: full-width digits and letters folded, outer space gone, control characters refused. */
export function text(max: number): Joi.StringSchema {
  return Joi.string().trim().max(max).custom(refuseControlCharacters);
}

/** Text whose full-width digits and letters mean the same as plain ones: numbers, codes, references. */
export function foldedText(max: number): Joi.StringSchema {
  return Joi.string()
    .custom((value: string) => value.normalize('NFKC'))
    .trim()
    .max(max)
    .custom(refuseControlCharacters);
}

/** A hall-local day `YYYY-MM-DD` that exists. */
export function civilDate(): Joi.StringSchema {
  return foldedText(10)
    .custom((value: string, helpers) => (isDay(value) ? value : helpers.error('any.custom', { code: 'not-a-date' })))
    .meta({ format: 'date' });
}

/** `HH:MM` of a hall's clock. */
export function clockTime(): Joi.StringSchema {
  return foldedText(5)
    .pattern(/^([01]\d|2[0-3]):[0-5]\d$/)
    .error(codedError('not-a-time'));
}

/** Gives every failure of a schema one code of ours. */
export function codedError(code: string): (errors: Joi.ErrorReport[]) => Joi.ErrorReport[] {
  return (errors) => {
    for (const error of errors) if (!KEEP.has(error.code)) Object.assign(error.local, { code });
    return errors;
  };
}

const KEEP = new Set(['any.required', 'string.empty', 'string.max', 'string.base']);

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u2028\u2029\ufffe\uffff]/;

function isDay(value: string): boolean {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(value);
}

function refuseControlCharacters(value: string, helpers: Joi.CustomHelpers): string | Joi.ErrorReport {
  return CONTROL.test(value) ? helpers.error('any.custom', { code: 'control-character' }) : value;
}
