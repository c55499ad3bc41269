import Joi from 'joi';
import type { Basis } from './jurisdiction-rules.js';

const BASES: Basis[] = ['local', 'city-wide', 'province-wide', 'cross-province-pilot', 'nationwide'];

const party = Joi.number().valid(0, 1);

/** One refusal in words: which rule, whom it concerns, what they can do. */
export const reasonAnswer = Joi.object({
  code: Joi.string(),
  text: Joi.string(),
  party: party.optional(),
}).meta({ component: 'Reason' });

export const requiredDocumentAnswer = Joi.object({ party, code: Joi.string(), text: Joi.string() }).meta({
  component: 'RequiredDocument',
});

export const basisAnswer = Joi.string().valid(...BASES);

export const eligibilityAnswer = Joi.object({
  allowed: Joi.boolean(),
  basis: basisAnswer,
  reasons: Joi.array().items(reasonAnswer),
  documents: Joi.array().items(requiredDocumentAnswer),
  warnings: Joi.array().items(Joi.object({ party, code: Joi.string() })),
}).meta({ component: 'Eligibility' });
