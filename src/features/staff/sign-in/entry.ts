import type { Request, RequestHandler, Response } from 'express';
import { renewSession } from '../../../infrastructure/renew-session.js';
import type { StaffAccountRecord } from '../account.model.js';
import type { StaffServices } from '../staff-services.js';
import { signInPath, staffPath, staffPaths } from '../staff.paths.js';
import type { SignInStep } from './sign-in.service.js';
import { workingHalls } from './working-halls.js';

const ENTRY_MS = 10 * 60_000;

/** A sign-in under way: the password was right, more is to come. */
export interface Entry {
  account: string;
  /** The account as it was when the password was right: a change of it since then ends the sign-in. */
  version: string;
  hasSecondProof: boolean;
  next: string;
  at: number;
}

declare module 'express-session' {
  interface SessionData {
    staffEntry?: Entry;
    /** A form that came too late and waits for its person to sign in again. */
    keptForm?: string;
  }
}

const PAGES: Record<SignInStep, string> = {
  'second-factor': staffPaths.secondFactor,
  'new-password': staffPaths.newPassword,
  enrol: staffPaths.enrol,
};

/** Leads on to what is still to be proved, or in. The session id changes with everything that is proved. */
export async function leadOn(
  services: StaffServices,
  { req, res, account, entry }: { req: Request; res: Response; account: StaffAccountRecord; entry: Entry },
): Promise<void> {
  const { staff, halls, clock } = services;
  const now = clock.now();
  const { keptForm: id } = req.session;
  const form = id === undefined ? undefined : await staff.keptForms.find({ id, account: account._id, now });
  const carried = id !== undefined && form ? { keptForm: id } : {};
  const step = staff.signIn.nextStep(account, entry);
  if (step) {
    await renewSession(req, { ...carried, staffEntry: entry });
    return void res.redirect(303, PAGES[step]);
  }
  const [hall] = await workingHalls(halls, account.assignments);
  const held = await staff.signIn.finish(account, hall?.id ?? '', { address: addressOf(req), now });
  await renewSession(req, { ...carried, staff: held });
  res.redirect(303, form ? staffPaths.kept : staffPath(entry.next));
}

/** The sign-in under way and its account; undefined, and a redirect to the beginning, when there is none or it has waited too long. */
export async function entryOf(
  { staff, clock }: StaffServices,
  req: Request,
  res: Response,
): Promise<{ entry: Entry; account: StaffAccountRecord } | undefined> {
  const entry = req.session.staffEntry;
  const isFresh = entry !== undefined && clock.now().getTime() - entry.at < ENTRY_MS;
  const account = isFresh ? await staff.signIn.find(entry.account) : undefined;
  if (entry && account && versionOf(account) === entry.version) return { entry, account };
  res.redirect(303, signInPath(entry?.next ?? staffPaths.home));
  return undefined;
}

/** A page of the sign-in for whoever stands at exactly this step; everybody else is sent where they belong. */
export function atStep(
  services: StaffServices,
  step: SignInStep,
  handle: (found: { req: Request; res: Response; entry: Entry; account: StaffAccountRecord }) => Promise<void> | void,
): RequestHandler {
  return async (req, res) => {
    const found = await entryOf(services, req, res);
    if (!found) return;
    const current = services.staff.signIn.nextStep(found.account, found.entry);
    if (current !== step) return leadOn(services, { req, res, ...found });
    await handle({ req, res, ...found });
  };
}

/** Changes with the password and with whatever an administrator does. */
export function versionOf({ revision, passwordChangedAt }: StaffAccountRecord): string {
  return `${revision}:${passwordChangedAt.getTime()}`;
}

export function addressOf({ ip }: Pick<Request, 'ip'>): string {
  return ip ?? 'unknown';
}
