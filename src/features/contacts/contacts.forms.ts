import Joi from 'joi';
import { foldedText } from '../../http/joi-fields.js';
import { phoneNumber } from '../eligibility/index.js';

export const verificationForm = Joi.object<{ phone: string }>({ phone: phoneNumber() }).meta({
  component: 'ContactVerificationRequest',
});

export const verificationAddress = Joi.object<{ id: string }>({ id: Joi.string().hex().length(24) });

/** Six digits, however wide they were typed. */
export const codeForm = Joi.object<{ code: string }>({
  code: foldedText(20).custom((value: string, helpers) => {
    const digits = value.replace(/\s/g, '');
    return /^\d{6}$/.test(digits) ? digits : helpers.error('any.custom', { code: 'not-a-code' });
  }),
}).meta({ component: 'ContactCode' });
