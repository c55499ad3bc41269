import type { Request, RequestHandler } from 'express';
import type { Actor } from '../audit/index.js';
import { DomainError } from '../errors/domain-error.js';
import type { StaffPermission } from './permissions.js';

/** Who is signed in; `hall` is where this session works, and what a route shows or changes belongs to it, whatever the address says. */
export interface StaffIdentity extends Actor {
  username: string;
  /** All halls the person may change to. */
  halls: readonly string[];
  /** The roles held at `hall`. */
  roles: readonly string[];
  can: (permission: StaffPermission) => boolean;
  /** Whether this very session still lasts, asked anew: for answers that outlive their request. */
  isStillSignedIn: () => Promise<boolean>;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the only way Express lets a request be augmented
  namespace Express {
    interface Request {
      staff?: StaffIdentity;
    }
  }
}

/** Thrown where nobody is signed in; a page answers it with the way to the sign-in. */
export class SignInNeeded extends DomainError {
  constructor() {
    super('sign-in-needed', { status: 401 });
  }
}

/** Thrown where somebody is signed in whose roles do not reach. */
export class NotPermitted extends DomainError {
  constructor() {
    super('not-permitted', { status: 403 });
  }
}

/** Lets only those pass who are signed in and may do this; `route()` puts it before every handler of a staff permission. */
export function requirePermission(permission: StaffPermission): RequestHandler {
  return (req, _res, next) => {
    if (!req.staff) throw new SignInNeeded();
    if (!req.staff.can(permission)) throw new NotPermitted();
    next();
  };
}

/** The same person as services and the audit name them. */
export function actorOf(req: Pick<Request, 'staff' | 'ip'>): Actor {
  const { id, name, hall } = staffOf(req);
  return { id, name, hall, ...(req.ip !== undefined && { address: req.ip }) };
}

/** The person behind a request that has passed `requirePermission`. */
export function staffOf({ staff }: { staff?: StaffIdentity }): StaffIdentity {
  if (!staff) throw new SignInNeeded();
  return staff;
}
