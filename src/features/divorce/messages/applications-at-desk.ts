import type { SubjectDesk } from '../../notifications/index.js';
import type { ApplicationKeys } from '../application-keys.js';
import type { DivorceApplicationModel } from '../divorce-application.model.js';
import { divorcePaths } from '../divorce.paths.js';
import { normaliseReceiptNumber } from '../receipt-number.js';

/** Applications as staff find them beside a message: by a receipt that somebody holds. Its number opens them, so it stands in no list. */
export function applicationsAtDesk(
  applications: DivorceApplicationModel,
  keys: Pick<ApplicationKeys, 'receipt'>,
): SubjectDesk {
  return {
    permission: 'divorce.view',
    typed: { 'zh-CN': '回执号', en: 'receipt number' },
    example: 'LH-7K3M-9Q2P',
    async named(typed) {
      const number = normaliseReceiptNumber(typed);
      if (number === undefined) return [];
      const found = await applications.findOne({ receiptHash: keys.receipt(number) }, { _id: 1 }).lean();
      return found ? [found._id] : [];
    },
    async describe(ids) {
      const found = await applications.find({ _id: { $in: ids } }, { hall: 1 }).lean();
      return new Map(found.map(({ _id, hall }) => [_id, { hall, href: divorcePaths.application(_id).self }]));
    },
  };
}
