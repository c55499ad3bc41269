import Joi from 'joi';
import { civilDate, foldedText } from '../../http/joi-fields.js';
import type { CivilDate } from '../calendar/index.js';
import { type Business, businesses } from './business.js';
import { partySketchForm } from './party.forms.js';
import type { Party } from './party.js';

export interface EligibilityForm {
  business: Business;
  date: CivilDate;
  hall: string;
  parties: Party[];
}

export const eligibilityForm = Joi.object<EligibilityForm>({
  business: Joi.string().valid(...businesses),
  date: civilDate(),
  hall: foldedText(64),
  parties: Joi.array().items(partySketchForm).min(1).max(2),
}).meta({ component: 'EligibilityQuestion' });
