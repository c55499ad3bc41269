/** Everything a staff route can ask for. Which role may do what stands in `features/staff/roles.ts`. */
export const STAFF_PERMISSIONS = [
  'staff.home',
  'staff.self',
  'staff.manage',
  'operations.view',
  'operations.run',
  'messages.view',
  'messages.retry',
  'messages.edit-texts',
  'messages.edit-standard',
  'webhooks.view',
  'webhooks.manage',
  'audit.read',
  'audit.export',
  'person.read',
  'desk.view',
  'desk.check-in',
  'desk.walk-in',
  'desk.call',
  'desk.finish',
  'desk.undo',
  'desk.overbook',
  'desk.display',
  'divorce.view',
  'divorce.accept',
  'divorce.withdraw',
  'divorce.issue',
  'hall.edit',
  'hall.close-day',
  'hall.heatmap',
  'hall.feeds',
  'blocks.lift',
  'calendar.import',
  'privacy.answer',
  'reports.read',
  'counselling.own',
  'counselling.supervise',
  'ceremonies.organise',
  'vouchers.redeem',
] as const;

export type StaffPermission = (typeof STAFF_PERMISSIONS)[number];

const KNOWN: ReadonlySet<string> = new Set(STAFF_PERMISSIONS);

export function isStaffPermission(permission: string): permission is StaffPermission {
  return KNOWN.has(permission);
}
