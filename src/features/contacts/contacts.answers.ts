import Joi from 'joi';

const instant = Joi.string().meta({ format: 'date-time' });

export const verificationAnswer = Joi.object({
  id: Joi.string(),
  expiresAt: instant,
  resendAfter: instant,
}).meta({ component: 'ContactVerification' });

export const contactTokenAnswer = Joi.object({ token: Joi.string(), expiresAt: instant }).meta({
  component: 'ContactToken',
});
