import { permissionsAt, type staffAccountModel } from '../../staff/index.js';
import type { MaySubscribe } from './feeds.service.js';

/** A feed ends with the work: an account that was closed, or that lost the role at that hall, reads nothing more. */
export function currentStaff(accounts: ReturnType<typeof staffAccountModel>): MaySubscribe {
  return async (account, hall) => {
    const record = await accounts.findOne({ _id: account, state: 'active' }, { assignments: 1 }).lean();
    return record !== null && permissionsAt(record.assignments, hall).has('hall.feeds');
  };
}
