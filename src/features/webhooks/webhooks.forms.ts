import Joi from 'joi';
import { civilDate, text } from '../../http/joi-fields.js';
import { MESSAGE_STATES, type MessageState } from '../notifications/index.js';
import { EVENT_TYPES } from './events/event-catalogue.js';

const events = Joi.array()
  .items(Joi.string().valid(...EVENT_TYPES))
  .single()
  .min(1)
  .unique();

const fields = { url: text(500), description: text(120).allow('').optional().default(''), events };

export const newEndpointForm = Joi.object<{ url: string; description: string; events: string[]; hall?: string }>({
  ...fields,
  hall: text(60).empty('').optional(),
});

export const changedEndpointForm = Joi.object<{
  url: string;
  description: string;
  events: string[];
  revision: number;
}>({ ...fields, revision: revision() });

export const seenForm = Joi.object<{ revision: number }>({ revision: revision() });

export const rotateForm = Joi.object<{ revision: number; old: 'overlap' | 'at-once' }>({
  revision: revision(),
  old: Joi.string().valid('overlap', 'at-once'),
});

/** Which deliveries a page shows; what cannot be read asks nothing. */
export const deliveriesForm = Joi.object<{ state?: MessageState; before?: string }>({
  state: Joi.string()
    .valid(...MESSAGE_STATES)
    .empty('')
    .optional(),
  before: Joi.string()
    .pattern(/^\d{4}-\d\d-\d\dT[\d:.]+Z~\d{1,6}$/)
    .optional(),
});

export const sinceForm = Joi.object<{ since?: string }>({ since: civilDate().empty('').optional() });

export const replayForm = Joi.object<{ since: string; until: Date }>({ since: civilDate(), until: Joi.date().iso() });

function revision(): Joi.NumberSchema {
  return Joi.number().integer().min(0).max(1_000_000_000);
}
