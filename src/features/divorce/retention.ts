import type { RetentionRule } from '../privacy/index.js';
import type { DivorceApplicationModel } from './divorce-application.model.js';

const BATCH = 500;
const ENDED = { state: { $ne: 'accepted' as const }, deidentifiedAt: { $exists: false } };

/** Ended applications lose who they were about; dates, outcome and the answer to the offer of counselling stay for statistics. */
export function divorceRetention(applications: DivorceApplicationModel, keepDays: number): RetentionRule {
  return {
    name: 'divorceApplications',
    action: 'de-identify',
    keepDays,
    async purge(before, { now, commit }) {
      const due = { ...ENDED, updatedAt: { $lt: before } };
      if (!commit) return applications.countDocuments(due);
      let done = 0;
      for (;;) {
        const batch = await applications.find(due, { _id: 1 }).limit(BATCH).lean();
        if (batch.length === 0) return done;
        for (const { _id } of batch) {
          const { modifiedCount } = await applications.collection.updateOne(
            { _id: _id as never, ...due },
            withoutNames(_id, now),
          );
          done += modifiedCount;
        }
      }
    },
    async oldest() {
      const oldest = await applications.findOne(ENDED, { updatedAt: 1 }).sort({ updatedAt: 1 }).lean();
      return oldest?.updatedAt;
    },
  };
}

// The unique hash of the receipt is replaced, because an index over missing values would let only one application be without.
function withoutNames(id: string, now: Date): object {
  return {
    $set: { deidentifiedAt: now, receiptHash: `deidentified:${id}`, partyKeys: [], searchKeys: [] },
    $unset: { personal: 1, openKeys: 1, certificateSerial: 1, appointment: 1, unsafePhones: 1, 'refusal.note': 1 },
  };
}
