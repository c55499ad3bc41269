import type { Request } from 'express';
import { DomainError } from '../../../errors/index.js';
import { staffOf } from '../../../http/require-permission.js';
import type { StaffAccountRecord } from '../account.model.js';
import { formFields } from '../form-texts.js';
import { addressOf } from '../sign-in/entry.js';
import type { StaffServices } from '../staff-services.js';

/** Asks for the password once more before something that a passer-by at an open screen must not do; counts like a sign-in. */
export async function confirmPerson(
  { staff, clock }: StaffServices,
  req: Request,
): Promise<StaffAccountRecord | undefined> {
  const { username } = staffOf(req);
  const current = formFields(req)['current'];
  const password = typeof current === 'string' ? current : '';
  try {
    return await staff.signIn.withPassword({ username, password, address: addressOf(req), now: clock.now() });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'wrong-credentials') return undefined;
    throw error;
  }
}

export function wrongPassword(t: Request['t']): { field: string; message: string } {
  return { field: 'current', message: t('staff:account.wrongPassword') };
}
