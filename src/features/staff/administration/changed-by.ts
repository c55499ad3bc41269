import type { Request } from 'express';
import { actorId } from '../../../audit/index.js';
import { DomainError, ValidationFailed } from '../../../errors/index.js';
import { staffOf } from '../../../http/require-permission.js';
import { inWords } from '../form-texts.js';
import { addressOf } from '../sign-in/entry.js';
import type { ChangedBy } from './accounts.service.js';

export function changedBy(req: Request, now: Date): ChangedBy {
  return { actor: actorId(staffOf(req)), address: addressOf(req), now };
}

const AT_ROLES = ['no-role', 'powers-meet', 'bureau-role-at-hall', 'hall-role-for-bureau'];
const AT_TOP = ['not-yourself', 'account-changed'];

/** What to say when an account was not changed: beside its field, or above the page. Anything else is a defect. */
export function accountRefusal(error: unknown, t: Request['t']) {
  if (error instanceof ValidationFailed) return { errors: inWords(error.fields, t) };
  const { code = '', params = {} } = error instanceof DomainError ? error : {};
  if (code === 'username-taken') return { errors: [{ field: 'username', message: t('validation:username-taken') }] };
  if (AT_ROLES.includes(code)) return { errors: [{ field: 'roles', message: roleFault(code, params, t) }] };
  if (AT_TOP.includes(code)) return { notice: { tone: 'error', title: t(`staff:people.refused.${code}`), live: true } };
  throw error;
}

function roleFault(code: string, { role, powers }: Record<string, unknown>, t: Request['t']): string {
  const named = ((powers ?? []) as string[]).map((power) => t(`staff:powers.${power}`));
  return t(`staff:people.refused.${code}`, {
    role: typeof role === 'string' ? t(`staff:roles.${role}`) : '',
    powers: named.join(t('staff:people.and')),
  });
}
