import type { Model } from 'mongoose';
import type { BlockRecord } from '../../appointments/index.js';
import type { PersonalDataSource } from '../personal-data.js';
import type { MessageDataDependencies } from './message-data.js';

/** A block after missed appointments, as long as it runs. */
export function blockData({
  blocks,
  formatInstant,
}: { blocks: Model<BlockRecord> } & Pick<MessageDataDependencies, 'formatInstant'>): PersonalDataSource {
  return {
    name: 'blocks',
    title: (t) => t('privacy:sources.blocks'),
    async find({ personHash }, { t, now, language }) {
      const block = await blocks.findOne({ _id: personHash, until: { $gt: now }, lifted: { $exists: false } }).lean();
      if (!block) return [];
      return [
        {
          title: t('privacy:items.block'),
          rows: [{ label: t('privacy:fields.blockedUntil'), value: formatInstant(block.until, language) }],
          data: { until: block.until, missedAppointments: block.appointments.length },
          erasure: { may: false, why: t('privacy:kept.block') },
        },
      ];
    },
  };
}
