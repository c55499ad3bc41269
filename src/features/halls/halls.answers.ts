import Joi from 'joi';
import { businessName } from './halls.forms.js';

const clockTime = Joi.string().example('09:00');

const hallAnswer = Joi.object({
  id: Joi.string(),
  name: Joi.string(),
  division: Joi.string(),
  divisionName: Joi.string(),
  address: Joi.string(),
  phone: Joi.string(),
  transport: Joi.string(),
  timeZone: Joi.string(),
  businesses: Joi.array().items(businessName()),
  foreignAuthority: Joi.boolean(),
  opening: Joi.array().items(
    Joi.object({ weekday: Joi.number().integer().min(1).max(7), from: clockTime, to: clockTime }),
  ),
  location: Joi.object({ latitude: Joi.number(), longitude: Joi.number() }).optional(),
}).meta({ component: 'Hall' });

export const hallsAnswer = Joi.object({ halls: Joi.array().items(hallAnswer) }).meta({ component: 'Halls' });
