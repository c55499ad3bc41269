import type { Request, RequestHandler } from 'express';
import { formFields } from '../form-texts.js';
import type { StaffServices } from '../staff-services.js';
import type { StaffAccountRecord } from '../account.model.js';
import { addressOf, atStep, leadOn, versionOf } from './entry.js';
import type { PasswordRefusal } from './passwords.service.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password-rules.js';
import { workingHalls } from './working-halls.js';

/** The first sign-in with a password that somebody else has given. */
export function showNewPassword(services: StaffServices): RequestHandler {
  return atStep(services, 'new-password', ({ res }) => res.render('staff/new-password.njk'));
}

export function chooseNewPassword(services: StaffServices): RequestHandler {
  return atStep(services, 'new-password', async ({ req, res, account, entry }) => {
    const errors = await changePassword(services, req, account);
    if (errors.length > 0) return void res.status(422).render('staff/new-password.njk', { errors });
    const current = await services.staff.signIn.find(account._id);
    if (current)
      await leadOn(services, { req, res, account: current, entry: { ...entry, version: versionOf(current) } });
  });
}

/** Reads `password` and `repeated` of a form and changes the password; answers what is wrong with them. */
export async function changePassword(
  { staff, halls, clock }: StaffServices,
  req: Request,
  account: StaffAccountRecord,
): Promise<{ field: string; message: string }[]> {
  const { password, repeated } = formFields(req);
  const error = (field: string, code: PasswordRefusal | 'required' | 'password-not-repeated') => [
    {
      field,
      message: req.t(`validation:${code}`, {
        limit: code === 'password-too-long' ? LONGEST_PASSWORD : SHORTEST_PASSWORD,
      }),
    },
  ];
  if (typeof password !== 'string' || password === '') return error('password', 'required');
  if (password !== repeated) return error('repeated', 'password-not-repeated');
  const working = await workingHalls(halls, account.assignments);
  const refusal = await staff.passwords.change({
    account,
    password,
    halls: working.flatMap(({ name }) => Object.values(name) as string[]),
    address: addressOf(req),
    now: clock.now(),
  });
  return refusal ? error('password', refusal) : [];
}
