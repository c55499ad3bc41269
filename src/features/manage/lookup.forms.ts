import Joi from 'joi';
import { foldedText } from '../../http/joi-fields.js';
import { normaliseReference } from '../../infrastructure/ids.js';
import { parsePhone } from '../eligibility/index.js';

export interface LookupForm {
  reference: string;
  phone: string;
}

export interface CodeForm {
  code: string;
}

export const lookupForm = Joi.object<LookupForm>({
  reference: foldedText(40).custom(
    (value: string, helpers) => normaliseReference(value) ?? helpers.error('any.custom', { code: 'not-a-reference' }),
  ),
  phone: foldedText(40).custom((value: string, helpers) => {
    const parsed = parsePhone(value);
    return parsed.ok ? parsed.phone : helpers.error('any.custom', { code: parsed.code });
  }),
});

export const codeForm = Joi.object<CodeForm>({
  code: foldedText(20)
    .replace(/\s/g, '')
    .custom((value: string, helpers) =>
      /^\d{6}$/.test(value) ? value : helpers.error('any.custom', { code: 'not-a-code' }),
    ),
});
