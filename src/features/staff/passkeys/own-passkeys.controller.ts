import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { RequestHandler } from 'express';
import { staffOf } from '../../../http/require-permission.js';
import { accountPaths } from '../account/account.paths.js';
import { renderAccount } from '../account/account.controller.js';
import { confirmPerson, wrongPassword } from '../account/confirm-person.js';
import { formFields, typedText } from '../form-texts.js';
import { addressOf } from '../sign-in/entry.js';
import { hasSecondFactor } from '../sign-in/sign-in.service.js';
import type { StaffServices } from '../staff-services.js';
import { credentialIn } from './credential.js';

/** What the browser needs to make a passkey, after the password once more. */
export function offerRegistration(services: StaffServices): RequestHandler {
  return async (req, res) => {
    const account = await confirmPerson(services, req);
    if (!account || !hasSecondFactor(account)) return void res.status(422).json(wrongPassword(req.t));
    res.json(await services.staff.passkeys.registrationOptions(account));
  };
}

export function registerPasskey(services: StaffServices): RequestHandler {
  const { staff, clock } = services;
  return async (req, res) => {
    const { credential, name } = formFields(req);
    const response = credentialIn<RegistrationResponseJSON>(credential);
    const account = await staff.signIn.find(staffOf(req).id);
    const context = { address: addressOf(req), now: clock.now() };
    const named = typedText(name).trim().slice(0, 40) || req.t('staff:passkeys.unnamed');
    const isDone =
      response && account && (await staff.passkeys.register(account, { name: named, response, ...context }));
    if (isDone) return void res.redirect(303, `${accountPaths.self}?done=passkey`);
    const notice = { tone: 'error', title: req.t('staff:passkeys.notRegistered'), live: true };
    await renderAccount(services, { req, res, status: 422, notice });
  };
}

export function removePasskey(services: StaffServices): RequestHandler {
  const { staff, clock } = services;
  return async (req, res) => {
    const account = await confirmPerson(services, req);
    if (!account) return renderAccount(services, { req, res, status: 422, errors: [wrongPassword(req.t)] });
    const id = String(formFields(req)['id']);
    await staff.passkeys.remove(account._id, { id, address: addressOf(req), now: clock.now() });
    res.redirect(303, `${accountPaths.self}?done=passkey-removed`);
  };
}
