import Joi from 'joi';
import { codedError, foldedText, text } from '../../../http/joi-fields.js';

export interface PersonForm {
  username: string;
  name: string;
}

/** What an account is called. */
export const personForm = Joi.object<PersonForm>({
  username: foldedText(32)
    .lowercase()
    .pattern(/^[a-z][a-z0-9.-]{2,31}$/)
    .error(codedError('not-a-username')),
  name: text(40),
});
