import Joi from 'joi';
import { foldedText, text } from '../../http/joi-fields.js';
import { provinceOf } from '../divisions/index.js';
import { toCountryCode } from './countries.js';
import { documentTypes, normaliseNumber } from './identity-document.js';
import type { Party } from './party.js';
import { parseName } from './person-name.js';
import { parsePhone } from './phone.js';

const LONGEST_TEXT = 200;

/** A six-digit code of GB/T 2260: also an abolished one, as long as its province exists. */
export function divisionCode(): Joi.StringSchema {
  return foldedText(6)
    .pattern(/^\d{6}$/)
    .custom((code: string, helpers) =>
      provinceOf(code) ? code : helpers.error('any.custom', { code: 'unknown-division' }),
    );
}

/** A number people can be reached at, as its owner writes it. */
export function phoneNumber(): Joi.StringSchema {
  return text(40).custom((value: string, helpers) => {
    const parsed = parsePhone(value);
    return parsed.ok ? parsed.phone : helpers.error('any.custom', { code: parsed.code });
  });
}

const role = Joi.string().valid('male', 'female');

/** One of the two people as a booking needs them; whether the number is right is for the rules to say. */
export const partyForm = Joi.object<Party & { name: string }>({
  role,
  name: personName(),
  document: Joi.object({ ...documentKind(), number: documentNumber() }),
  ...circumstances(),
}).meta({ component: 'Party' });

/** One of the two as far as they are known: what is missing cannot be judged and is not refused. */
export const partySketchForm = Joi.object<Party>({
  role,
  name: personName().optional(),
  document: Joi.object({ ...documentKind(), number: documentNumber().optional() }),
  ...circumstances(),
}).meta({ component: 'PartySketch' });

function personName(): Joi.StringSchema {
  return Joi.string()
    .max(LONGEST_TEXT)
    .custom((value: string, helpers) => {
      const parsed = parseName(value);
      return parsed.ok ? parsed.name : helpers.error('any.custom', { code: parsed.code });
    });
}

function documentNumber(): Joi.StringSchema {
  return text(40).custom(normaliseNumber);
}

function documentKind(): Joi.PartialSchemaMap {
  return {
    type: Joi.string().valid(...documentTypes),
    country: text(3)
      .custom((value: string, helpers) =>
        toCountryCode(value) ? value.toUpperCase() : helpers.error('any.custom', { code: 'document-country' }),
      )
      .optional(),
  };
}

function circumstances(): Joi.PartialSchemaMap {
  return {
    phone: phoneNumber().optional(),
    household: Joi.object({ division: divisionCode() }).optional(),
    residencePermit: Joi.object({ division: divisionCode() }).optional(),
    soldier: Joi.boolean().strict().optional(),
  };
}
