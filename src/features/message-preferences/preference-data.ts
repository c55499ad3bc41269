import type { MessageCatalogue } from '../notifications/index.js';
import type { PersonalDataSource } from '../privacy/index.js';
import { kindTitle } from './appointment-kinds.js';
import type { MessagePreferences } from './message-preferences.service.js';

/** Which reminders the person declined. Erasing it brings the reminders back. */
export function preferenceData({
  preferences,
  catalogue,
}: {
  preferences: MessagePreferences;
  catalogue: MessageCatalogue;
}): PersonalDataSource {
  return {
    name: 'messagePreferences',
    title: (t) => t('message-preferences:ownData.title'),
    async find({ phoneHash }, { t, language }) {
      const declined = await preferences.of(phoneHash);
      if (declined.length === 0) return [];
      const names = declined.map((kind) => kindTitle(catalogue, kind, language) ?? kind);
      return [
        {
          title: t('message-preferences:ownData.item'),
          rows: [
            {
              label: t('message-preferences:ownData.declined'),
              value: names.join(t('message-preferences:ownData.and')),
            },
          ],
          data: { declined },
          erasure: { may: true },
        },
      ];
    },
    erase: ({ phoneHash }) => preferences.erase(phoneHash),
  };
}
