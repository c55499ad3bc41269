import type { StaffPermission } from '../../http/permissions.js';

/** Every page lies below it, so only itself is marked. */
const HOME = '/staff';

export interface NavigationEntry {
  permission: StaffPermission;
  href: string;
  /** The link's text; `<textKey>Hint` says on the home page what is done there. */
  textKey: string;
}

/** What the staff's pages lead to, in this order; each person sees what they may do. */
export const NAVIGATION: readonly NavigationEntry[] = [
  { permission: 'staff.home', href: HOME, textKey: 'staff:nav.home' },
  { permission: 'desk.view', href: '/staff/desk', textKey: 'desk:nav.desk' },
  { permission: 'desk.call', href: '/staff/desk/windows', textKey: 'desk:nav.windows' },
  { permission: 'desk.walk-in', href: '/staff/desk/walk-in', textKey: 'desk:nav.walkIn' },
  { permission: 'desk.display', href: '/staff/desk/display', textKey: 'desk:nav.display' },
  { permission: 'divorce.view', href: '/staff/divorce', textKey: 'divorce:nav' },
  { permission: 'hall.edit', href: '/staff/hall', textKey: 'hall-office:nav.hall' },
  { permission: 'hall.feeds', href: '/staff/hall/feeds', textKey: 'hall-office:nav.feed' },
  { permission: 'messages.edit-texts', href: '/staff/hall/messages', textKey: 'message-texts:nav.hall' },
  { permission: 'messages.edit-standard', href: '/staff/message-texts', textKey: 'message-texts:nav.bureau' },
  { permission: 'calendar.import', href: '/staff/calendar', textKey: 'hall-office:nav.calendar' },
  { permission: 'messages.view', href: '/staff/messages', textKey: 'operations:nav.messages' },
  { permission: 'operations.view', href: '/staff/operations', textKey: 'operations:nav.operations' },
  { permission: 'webhooks.view', href: '/staff/webhooks', textKey: 'webhooks:nav.webhooks' },
  { permission: 'staff.manage', href: '/staff/people', textKey: 'staff:nav.people' },
  { permission: 'audit.read', href: '/staff/audit', textKey: 'staff:nav.audit' },
  { permission: 'privacy.answer', href: '/staff/privacy', textKey: 'privacy:nav.requests' },
  { permission: 'audit.read', href: '/staff/audit/anomalies', textKey: 'privacy:nav.anomalies' },
  { permission: 'audit.read', href: '/staff/audit/retention', textKey: 'privacy:nav.retention' },
];

/** The entries of somebody, the one they stand on marked. */
export function navigationFor(
  can: (permission: StaffPermission) => boolean,
  path: string,
): (NavigationEntry & { isCurrent: boolean })[] {
  const entries = NAVIGATION.filter(({ permission }) => can(permission));
  const nearest = entries
    .filter(({ href }) => path === href || (href !== HOME && path.startsWith(`${href}/`)))
    .sort((a, b) => b.href.length - a.href.length)[0];
  return entries.map((entry) => ({ ...entry, isCurrent: entry === nearest }));
}
