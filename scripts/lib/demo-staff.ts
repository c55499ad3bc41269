import { isBureauRole, type Role, ROLE_NAMES, WHOLE_BUREAU } from '../../src/features/staff/index.js';
import { newId } from '../../src/infrastructure/ids.js';
import type { Services } from '../../src/services.js';

/** Written in the README: it opens nothing in production, where accounts of the demo are not let in. */
export const DEMO_PASSWORD = 'try-the-demo-bureau';

const NAMES: Record<Role, string> = {
  'system-administrator': '管理员（演示）',
  'security-auditor': '审计员（演示）',
  'hall-manager': '主任（演示）',
  registrar: '登记员（演示）',
  receptionist: '导办员（演示）',
  counsellor: '辅导员（演示）',
  'counselling-supervisor': '督导（演示）',
  'ceremony-organiser': '活动组织者（演示）',
  'merchant-clerk': '店员（演示）',
  'report-reader': '统计员（演示）',
};

/** One account for each role, named after it, at one hall; two starts at once make the same. */
export async function insertDemoStaff({ models, staff }: Services, hall: string, now: Date): Promise<number> {
  const passwordHash = await staff.hashes.make(DEMO_PASSWORD);
  for (const role of ROLE_NAMES) {
    const account = {
      _id: newId(),
      name: NAMES[role],
      assignments: [{ hall: isBureauRole(role) ? WHOLE_BUREAU : hall, roles: [role] }],
      state: 'active' as const,
      passwordHash,
      passwordsBefore: [],
      passwordChangedAt: now,
      mustChangePassword: false,
      failures: 0,
      recoveryCodes: [],
      passkeys: [],
      revision: 0,
      isDemo: true,
      createdAt: now,
    };
    await models.staffAccounts.updateOne({ username: role }, { $setOnInsert: account }, { upsert: true });
  }
  return ROLE_NAMES.length;
}
