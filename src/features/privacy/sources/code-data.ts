import type { Contacts } from '../../contacts/index.js';
import type { PersonalDataSource } from '../personal-data.js';
import type { MessageDataDependencies } from './message-data.js';

/** When codes were sent to the phone: kept for a day, because it is what stops somebody from flooding it. */
export function codeData({
  contacts,
  formatInstant,
}: { contacts: Contacts } & Pick<MessageDataDependencies, 'formatInstant'>): PersonalDataSource {
  return {
    name: 'codes',
    title: (t) => t('privacy:sources.codes'),
    async find({ phoneHash, phone }, { t, now, language }) {
      const sentAt = await contacts.codesSentTo(phoneHash, now);
      if (sentAt.length === 0) return [];
      return [
        {
          title: t('privacy:items.codes', { phone }),
          rows: [
            { label: t('privacy:fields.sentAt'), value: sentAt.map((at) => formatInstant(at, language)).join('; ') },
          ],
          data: { phone, sentAt },
          erasure: { may: false, why: t('privacy:kept.codes') },
        },
      ];
    },
  };
}
