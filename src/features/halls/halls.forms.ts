import Joi from 'joi';
import { foldedText } from '../../http/joi-fields.js';
import { divisionCode } from '../eligibility/index.js';
import { type Business, BUSINESSES } from './business.js';

export interface HallsQuery {
  division?: string;
  business?: Business;
}

export const hallId = (): Joi.StringSchema => foldedText(64).pattern(/^[A-Za-z0-9-]+$/);

export const businessName = (): Joi.StringSchema => Joi.string().valid(...BUSINESSES);

/** An empty part of the query asks for nothing. */
export const hallsQuery = Joi.object<HallsQuery>({
  division: divisionCode().empty('').optional(),
  business: businessName().empty('').optional(),
});
