import Joi from 'joi';
import { civilDate, foldedText, text } from '../../../http/joi-fields.js';

export interface AuditForm {
  who?: string;
  what?: string;
  whom?: string;
  result?: string;
  address?: string;
  hall?: string;
  from?: string;
  to?: string;
  before?: number;
}

const optional = (schema: Joi.Schema) => schema.empty('').optional();

/** What an auditor asks for; an empty field asks nothing. */
export const auditForm = Joi.object<AuditForm>({
  who: optional(text(60)),
  what: optional(foldedText(60)),
  whom: optional(text(80)),
  result: optional(foldedText(60)),
  address: optional(foldedText(60)),
  hall: optional(foldedText(60)),
  from: optional(civilDate()),
  to: optional(civilDate()),
  before: optional(Joi.number().integer().min(1)),
});
