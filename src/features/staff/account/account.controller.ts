import type { Request, RequestHandler, Response } from 'express';
import { staffOf } from '../../../http/require-permission.js';
import { WHOLE_BUREAU } from '../roles.js';
import { changePassword } from '../sign-in/new-password.controller.js';
import { hasSecondFactor } from '../sign-in/sign-in.service.js';
import type { StaffServices } from '../staff-services.js';
import { staffPaths } from '../staff.paths.js';
import { confirmPerson, wrongPassword } from './confirm-person.js';

/** What somebody's own account says, and what they may change in it. */
export function showAccount(services: StaffServices): RequestHandler {
  return (req, res) => renderAccount(services, { req, res });
}

export function changeOwnPassword(services: StaffServices): RequestHandler {
  return async (req, res) => {
    const account = await confirmPerson(services, req);
    const errors = account ? await changePassword(services, req, account) : [wrongPassword(req.t)];
    if (errors.length > 0) return renderAccount(services, { req, res, status: 422, errors });
    res.redirect(303, `${staffPaths.account}?done=password`);
  };
}

interface AccountPage {
  req: Request;
  res: Response;
  status?: number;
  errors?: { field: string; message: string }[];
  notice?: object;
}

const DONE = ['password', 'authenticator', 'removed', 'passkey', 'passkey-removed'];

export async function renderAccount(
  { staff, halls, config }: StaffServices,
  { req, res, status = 200, errors, notice }: AccountPage,
): Promise<void> {
  const account = await staff.signIn.find(staffOf(req).id);
  if (!account) return void res.redirect(303, staffPaths.signIn);
  const named = new Map((await halls.list()).map(({ id, name }) => [id, name[req.language]]));
  const done = DONE.find((each) => each === req.query['done']);
  res.status(status).render('staff/account.njk', {
    account: {
      username: account.username,
      name: account.name,
      duties: account.assignments.map(({ hall, roles }) => ({
        hall: hall === WHOLE_BUREAU ? req.t('staff:wholeBureau') : (named.get(hall) ?? hall),
        roles,
      })),
      passwordChangedAt: account.passwordChangedAt,
      session: account.session,
      hasSecondFactor: hasSecondFactor(account),
      recoveryCodesLeft: account.recoveryCodes.length,
      passkeys: account.passkeys.map(({ id, name, addedAt, usedAt }) => ({ id, name, addedAt, usedAt })),
    },
    isRequired: config.staff.secondFactor === 'required',
    errors,
    notice: notice ?? (done && { tone: 'success', title: req.t(`staff:account.done.${done}`) }),
  });
}
