import Joi from 'joi';
import { civilDate } from '../../http/joi-fields.js';
import type { CivilDate } from '../calendar/index.js';
import { type Business, businessName, hallId } from '../halls/index.js';

export const hallAddress = Joi.object<{ hall: string }>({ hall: hallId() });

export interface AvailabilityQuery {
  business: Business;
  from?: CivilDate;
  to?: CivilDate;
}

/** Without days it means from today as far as the hall releases. */
export const availabilityQuery = Joi.object<AvailabilityQuery>({
  business: businessName(),
  from: civilDate().empty('').optional(),
  to: civilDate().empty('').optional(),
});
