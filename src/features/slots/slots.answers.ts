import Joi from 'joi';
import { businessName, LANES } from '../halls/index.js';
import type { SlotState } from './availability.read-model.js';

const STATES: SlotState[] = ['available', 'few', 'full', 'closed', 'not-yet-released'];

const instant = Joi.string().meta({ format: 'date-time' });
const state = Joi.string().valid(...STATES);

const slot = Joi.object({
  start: instant,
  end: instant,
  lane: Joi.string().valid(...LANES),
  state,
  free: Joi.number().integer().min(0).optional(),
  releaseAt: instant.optional(),
}).meta({ component: 'Slot' });

const label = Joi.object({
  kind: Joi.string().valid('lunar', 'holiday', 'workday', 'peak', 'auspicious'),
  text: Joi.string(),
});

const day = Joi.object({
  date: Joi.string().meta({ format: 'date' }),
  state,
  releaseAt: instant.optional(),
  labels: Joi.array().items(label),
  slots: Joi.array().items(slot),
}).meta({ component: 'Day' });

export const availabilityAnswer = Joi.object({
  hall: Joi.string(),
  business: businessName(),
  generatedAt: instant,
  days: Joi.array().items(day),
}).meta({ component: 'Availability' });
