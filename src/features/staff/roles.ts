import { STAFF_PERMISSIONS, type StaffPermission } from '../../http/permissions.js';

/** What everybody may do who can sign in at all. */
const EVERYBODY = ['staff.home', 'staff.self'] as const;

/** The whole of who may do what. `power` is which of the three powers the role belongs to. */
export const ROLES = {
  'system-administrator': {
    power: 'administer',
    may: [
      'staff.manage',
      'operations.view',
      'operations.run',
      'messages.view',
      'messages.retry',
      'messages.edit-standard',
      'webhooks.view',
      'webhooks.manage',
      'calendar.import',
    ],
  },
  'security-auditor': {
    power: 'audit',
    may: ['operations.view', 'messages.view', 'webhooks.view', 'audit.read', 'audit.export'],
  },
  'hall-manager': {
    power: 'business',
    may: [
      'person.read',
      'desk.view',
      'desk.check-in',
      'desk.walk-in',
      'desk.undo',
      'desk.overbook',
      'desk.display',
      'divorce.view',
      'hall.edit',
      'hall.close-day',
      'hall.heatmap',
      'hall.feeds',
      'blocks.lift',
      'privacy.answer',
      'messages.view',
      'messages.retry',
      'messages.edit-texts',
      'reports.read',
    ],
  },
  registrar: {
    power: 'business',
    may: [
      'person.read',
      'desk.view',
      'desk.check-in',
      'desk.call',
      'desk.finish',
      'desk.undo',
      'desk.display',
      'hall.feeds',
      'divorce.view',
      'divorce.accept',
      'divorce.withdraw',
      'divorce.issue',
    ],
  },
  receptionist: {
    power: 'business',
    may: ['person.read', 'desk.view', 'desk.check-in', 'desk.walk-in', 'desk.display', 'hall.feeds', 'divorce.view'],
  },
  counsellor: { power: 'business', may: ['counselling.own', 'hall.feeds'] },
  'counselling-supervisor': { power: 'business', may: ['counselling.own', 'counselling.supervise', 'hall.feeds'] },
  'ceremony-organiser': { power: 'business', may: ['ceremonies.organise', 'hall.feeds'] },
  'merchant-clerk': { power: 'business', may: ['vouchers.redeem'] },
  'report-reader': { power: 'business', may: ['reports.read'] },
} as const satisfies Record<string, { power: Power; may: readonly StaffPermission[] }>;

/** 三员分立: who runs the system, who watches it and who works with it are three people. */
export type Power = 'administer' | 'audit' | 'business';
export type Role = keyof typeof ROLES;

export const ROLE_NAMES = Object.keys(ROLES) as Role[];

/** Stands for the whole bureau where a hall is named. */
export const WHOLE_BUREAU = '*';

/** The roles somebody holds at one hall, or for the whole bureau. */
export interface Assignment {
  hall: string;
  roles: Role[];
}

export type AssignmentFault =
  | { code: 'no-role' }
  | { code: 'powers-meet'; powers: Power[] }
  | { code: 'bureau-role-at-hall'; role: Role }
  | { code: 'hall-role-for-bureau'; role: Role };

export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text);
}

export function powerOf(role: Role): Power {
  return ROLES[role].power;
}

/** Running and watching the system concern the whole bureau; everything else is done at a hall. */
export function isBureauRole(role: Role): boolean {
  return powerOf(role) !== 'business';
}

/** What the roles held at `hall` allow together. */
export function permissionsAt(assignments: readonly Assignment[], hall: string): ReadonlySet<StaffPermission> {
  const granted = rolesAt(assignments, hall).flatMap((role): readonly StaffPermission[] => ROLES[role].may);
  const everywhere = assignments.length > 0 ? EVERYBODY : [];
  return new Set(STAFF_PERMISSIONS.filter((each) => [...everywhere, ...granted].includes(each)));
}

export function rolesAt(assignments: readonly Assignment[], hall: string): Role[] {
  const held = assignments.filter((each) => each.hall === hall || each.hall === WHOLE_BUREAU);
  return ROLE_NAMES.filter((role) => held.some(({ roles }) => roles.includes(role)));
}

/** Why one account may not hold these roles together, at one hall or at several; empty when it may. */
export function faultsOfAssignments(assignments: readonly Assignment[]): AssignmentFault[] {
  const held = assignments.flatMap(({ hall, roles }) => roles.map((role) => ({ hall, role })));
  const powers = [...new Set(held.map(({ role }) => powerOf(role)))];
  return [
    ...(held.length === 0 ? [{ code: 'no-role' } as const] : []),
    ...(powers.length > 1 ? [{ code: 'powers-meet', powers } as const] : []),
    ...held.flatMap(({ hall, role }): AssignmentFault[] => {
      const isForBureau = hall === WHOLE_BUREAU;
      if (isBureauRole(role) === isForBureau) return [];
      return [{ code: isForBureau ? 'hall-role-for-bureau' : 'bureau-role-at-hall', role }];
    }),
  ];
}
