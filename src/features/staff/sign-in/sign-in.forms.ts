import Joi from 'joi';
import { foldedText } from '../../../http/joi-fields.js';
import { LONGEST_PASSWORD } from './password-rules.js';

export interface SignInForm {
  username: string;
  password: string;
}

/** Passwords are taken as typed: nothing is trimmed. */
export function passwordField(): Joi.StringSchema {
  return Joi.string().max(LONGEST_PASSWORD);
}

export const signInForm = Joi.object<SignInForm>({
  username: foldedText(64).lowercase(),
  password: passwordField(),
});
