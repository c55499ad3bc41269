import type { Request, RequestHandler, Response } from 'express';
import { NotFound } from '../../../errors/index.js';
import { staffOf } from '../../../http/require-permission.js';
import { saveSession } from '../../../infrastructure/save-session.js';
import { formFields, typedText } from '../form-texts.js';
import type { Assignment } from '../roles.js';
import { isLocked } from '../sign-in/attempts.js';
import { hasSecondFactor } from '../sign-in/sign-in.service.js';
import type { StaffServices } from '../staff-services.js';
import type { ChangedBy, Seen } from './accounts.service.js';
import { accountRefusal, changedBy } from './changed-by.js';
import { peoplePaths } from './people.paths.js';
import { assignmentsOf, roleChoices } from './role-choices.js';

type Change = (change: { req: Request; seen: Seen; by: ChangedBy }) => Promise<void>;

/** One account: what it may do, and what can be done with it. */
export function showPerson(services: StaffServices): RequestHandler {
  return (req, res) => renderPerson(services, { req, res });
}

export function changeRoles(services: StaffServices): RequestHandler {
  return async (req, res) => {
    const { staff, halls, clock } = services;
    const { name, roles } = formFields(req);
    const assignments = assignmentsOf(roles, await halls.list());
    try {
      const by = changedBy(req, clock.now());
      const { name: checkedName } = staff.accounts.checked({
        username: 'unchanged',
        name: typedText(name),
        assignments,
      });
      await staff.accounts.assign(seenIn(req), { name: checkedName, assignments }, by);
      res.redirect(303, `${peoplePaths.of(idOf(req)).self}?done=roles`);
    } catch (error) {
      await renderPerson(services, { req, res, assignments, refusal: accountRefusal(error, req.t) });
    }
  };
}

export function resetPassword(services: StaffServices): RequestHandler {
  const { staff } = services;
  return changing(services, 'password', async ({ req, seen, by }) => {
    const password = await staff.accounts.resetPassword(seen, by);
    req.session.givenPassword = staff.givenPasswords.issue(seen.id, password, by.now);
    await saveSession(req);
  });
}

export function resetSecondFactor(services: StaffServices): RequestHandler {
  return changing(services, 'second-factor', ({ seen, by }) => services.staff.accounts.resetSecondFactor(seen, by));
}

export function unlock(services: StaffServices): RequestHandler {
  return changing(services, 'unlocked', ({ seen, by }) => services.staff.accounts.unlock(seen, by));
}

export function closeAccount(services: StaffServices): RequestHandler {
  return changing(services, 'closed', async ({ req, seen, by }) => {
    const reason = typedText(formFields(req)['reason']).trim() || undefined;
    await services.staff.accounts.close(seen, reason, by);
  });
}

export function reopenAccount(services: StaffServices): RequestHandler {
  return changing(services, 'reopened', ({ seen, by }) => services.staff.accounts.reopen(seen, by));
}

function changing(services: StaffServices, done: string, change: Change): RequestHandler {
  return async (req, res) => {
    try {
      await change({ req, seen: seenIn(req), by: changedBy(req, services.clock.now()) });
      res.redirect(303, `${peoplePaths.of(idOf(req)).self}?done=${done}`);
    } catch (error) {
      await renderPerson(services, { req, res, refusal: accountRefusal(error, req.t) });
    }
  };
}

interface PersonPage {
  req: Request;
  res: Response;
  assignments?: Assignment[];
  refusal?: object;
}

const DONE = ['roles', 'password', 'second-factor', 'unlocked', 'closed', 'reopened'];

async function renderPerson(
  { staff, halls, clock }: StaffServices,
  { req, res, assignments, refusal }: PersonPage,
): Promise<void> {
  const account = await staff.directory.find(idOf(req));
  if (!account) throw new NotFound();
  const now = clock.now();
  const { _id, username, name, state, revision, lastSignInAt, closedAt } = account;
  const done = DONE.find((each) => each === req.query['done']);
  res.status(refusal ? 422 : 200).render('staff/person.njk', {
    person: {
      username,
      name: refusal && assignments ? typedText(formFields(req)['name']) : name,
      state,
      revision,
      lastSignInAt,
      closedAt,
      isOnline: account.session !== undefined,
      isLocked: isLocked(account, now),
      hasSecondFactor: hasSecondFactor(account),
    },
    isOneself: staffOf(req).id === _id,
    paths: peoplePaths.of(_id),
    groups: roleChoices(assignments ?? account.assignments, {
      halls: await halls.list(),
      language: req.language,
      t: req.t,
    }),
    givenPassword: staff.givenPasswords.of(_id, req.session.givenPassword, now),
    ...(done && { notice: { tone: 'success', title: req.t(`staff:people.done.${done}`) } }),
    ...refusal,
  });
}

function idOf({ params }: Request): string {
  return String(params['id']);
}

function seenIn(req: Request): Seen {
  const revision = Number(formFields(req)['revision']);
  return { id: idOf(req), revision: Number.isInteger(revision) ? revision : -1 };
}
