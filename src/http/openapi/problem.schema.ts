import Joi from 'joi';

/** RFC 9457, as every refusal is written. */
export const problemSchema = Joi.object({
  type: Joi.string(),
  title: Joi.string(),
  status: Joi.number().integer(),
  code: Joi.string(),
  detail: Joi.string(),
  errors: Joi.array()
    .items(Joi.object({ field: Joi.string(), code: Joi.string(), message: Joi.string() }))
    .optional(),
}).meta({ component: 'Problem' });
