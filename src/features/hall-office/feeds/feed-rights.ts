import type { StaffPermission } from '../../../http/permissions.js';
import { permissionsAt, type staffAccountModel } from '../../staff/index.js';

/** What somebody may see at a hall now; nothing once they have left. */
export type FeedRights = (account: string, hall: string) => Promise<ReadonlySet<StaffPermission>>;

/** A feed ends with the work: an account that was closed, or that lost the role at that hall, reads nothing more. */
export function currentRights(accounts: ReturnType<typeof staffAccountModel>): FeedRights {
  return async (account, hall) => {
    const record = await accounts.findOne({ _id: account, state: 'active' }, { assignments: 1 }).lean();
    return record === null ? new Set() : permissionsAt(record.assignments, hall);
  };
}
