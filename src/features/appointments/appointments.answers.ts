import Joi from 'joi';
import { basisAnswer, requiredDocumentAnswer } from '../eligibility/index.js';
import { businessName, LANES } from '../halls/index.js';
import { APPOINTMENT_STATES } from './appointment-state.js';

const instant = Joi.string().meta({ format: 'date-time' });

export const holdAnswer = Joi.object({ id: Joi.string(), expiresAt: instant }).meta({ component: 'Hold' });

const maskedParty = Joi.object({
  role: Joi.string().valid('male', 'female'),
  name: Joi.string().description('张*'),
  document: Joi.object({ type: Joi.string(), number: Joi.string() }),
}).meta({ component: 'MaskedParty' });

const members = {
  reference: Joi.string().example('XY-7K3M-9Q2P'),
  state: Joi.string().valid(...APPOINTMENT_STATES),
  business: businessName(),
  hall: Joi.object({ id: Joi.string(), name: Joi.string() }),
  date: Joi.string().meta({ format: 'date' }),
  start: instant,
  end: instant,
  lane: Joi.string().valid(...LANES),
  basis: basisAnswer,
  parties: Joi.array().items(maskedParty),
  documents: Joi.array().items(requiredDocumentAnswer),
  checkIn: Joi.object({ from: instant, to: instant }),
  cancelUntil: instant,
  reschedulesLeft: Joi.number().integer().min(0),
  sequence: Joi.number().integer().min(0),
  lateCancellation: Joi.boolean().valid(true).optional(),
  links: Joi.object({
    self: Joi.string(),
    slip: Joi.string(),
    calendar: Joi.string(),
    qr: Joi.string(),
    manage: Joi.string(),
  }),
};

export const appointmentAnswer = Joi.object(members).meta({ component: 'Appointment' });

export const bookedAnswer = Joi.object({ ...members, manageToken: Joi.string() }).meta({
  component: 'BookedAppointment',
});
