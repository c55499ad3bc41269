import type { Request, RequestHandler, Response } from 'express';
import { generateFormToken } from '../../../infrastructure/csrf.js';
import type { SessionEnd, StaffAccountRecord } from '../account.model.js';
import { navigationFor } from '../navigation.js';
import { permissionsAt, rolesAt } from '../roles.js';
import type { StaffServices } from '../staff-services.js';
import { staffPaths } from '../staff.paths.js';
import { addressOf } from './entry.js';
import type { HeldSession } from './sessions.js';
import { workingHalls } from './working-halls.js';
import { BUREAU_ZONE } from '../../calendar/index.js';

declare module 'express-session' {
  interface SessionData {
    staff?: HeldSession;
    /** The browser's last sign-in and why it is over. */
    staffGone?: { account: string; why: SessionEnd };
    staffSeen?: number;
  }
}

/** Puts the person behind a staff request on it, as the account is now; in front of all staff routes. */
export function identifyStaff(services: StaffServices): RequestHandler {
  return async (req, res, next) => {
    res.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex, nofollow, noarchive' });
    res.locals['homeHref'] = staffPaths.home;
    const held = req.session.staff;
    if (held) {
      const found = await services.staff.sessions.find(held, services.clock.now());
      if ('gone' in found) forget(req, held, found.gone);
      else await welcome(services, { req, res, account: found.account, held });
    }
    next();
  };
}

/** A form token may only be checked against this session while it is known whose it was. */
function forget({ session }: Request, { account }: HeldSession, why: SessionEnd): void {
  delete session.staff;
  session.staffGone = { account, why };
}

interface Arrival {
  req: Request;
  res: Response;
  account: StaffAccountRecord;
  held: HeldSession;
}

async function welcome({ staff, halls, clock }: StaffServices, { req, res, account, held }: Arrival): Promise<void> {
  const { _id, name, username, assignments } = account;
  const working = await workingHalls(halls, assignments);
  const hall = working.find(({ id }) => id === held.hall) ?? working[0];
  const at = hall?.id ?? '';
  const permissions = permissionsAt(assignments, at);
  const roles = rolesAt(assignments, at);
  req.staff = {
    id: _id,
    name,
    username,
    hall: at,
    address: addressOf(req),
    halls: working.map(({ id }) => id),
    roles,
    can: (permission) => permissions.has(permission),
    isStillSignedIn: async () => 'account' in (await staff.sessions.find(held, clock.now())),
  };
  res.locals['csrfToken'] = generateFormToken(req);
  res.locals['staff'] = {
    name,
    username,
    roles,
    zone: hall?.timeZone ?? BUREAU_ZONE,
    hall: hall && { id: hall.id, name: hall.name[req.language] },
    halls: working.map(({ id, name: named }) => ({ value: id, text: named[req.language] })),
    navigation: navigationFor(req.staff.can, req.baseUrl + req.path.replace(/\/$/, '')),
  };
  if (!isBackground(req) && (await staff.sessions.see(account, clock.now()))) {
    // A changed session is written again with a fresh cookie, which otherwise ends two hours after the sign-in.
    req.session.staffSeen = clock.now().getTime();
  }
}

/** What a page asks for by itself is no sign that anybody sits in front of it. */
function isBackground(req: Request): boolean {
  return req.get('Accept') === 'text/event-stream' || req.get('X-Requested-By') === 'page';
}
